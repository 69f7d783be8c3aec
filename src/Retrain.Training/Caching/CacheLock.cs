namespace Retrain.Training.Caching;

/// <summary>
/// A lock file beside the database. SQLite locks what it reads and writes, but nothing guards the file's name: whoever has the database
/// open holds the lock shared, whoever creates it or moves it aside holds it alone.
/// </summary>
internal sealed class CacheLock : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream file;

    private CacheLock(FileStream file) => this.file = file;

    /// <exception cref="IOException">The lock file cannot be opened, or others kept it alone all the time.</exception>
    public static CacheLock Shared(string path, TimeSpan patience) => Take(path, FileShare.Read, patience);

    /// <exception cref="IOException">The lock file cannot be opened, or others kept it all the time.</exception>
    public static CacheLock Exclusive(string path, TimeSpan patience) => Take(path, FileShare.None, patience);

    /// <summary>Without waiting.</summary>
    /// <returns>null where others hold it.</returns>
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static CacheLock? TryExclusive(string path)
    {
        try
        {
            return Exclusive(path, TimeSpan.Zero);
        }
        catch (IOException exception) when (IsHeldByOthers(exception))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();

    private static CacheLock Take(string path, FileShare share, TimeSpan patience)
    {
        long startMilliseconds = Environment.TickCount64;
        while (true)
        {
            try
            {
                // Read access and FileShare.Read or None become flock's shared or exclusive lock on Unix, which ends with its process.
                return new CacheLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share, bufferSize: 0));
            }
            catch (IOException exception) when (IsHeldByOthers(exception) && Environment.TickCount64 - startMilliseconds < patience.TotalMilliseconds)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    // ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS: other failures do not go away by waiting.
    private static bool IsHeldByOthers(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
