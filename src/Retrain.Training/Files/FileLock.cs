using System.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>A lock file that processes hold shared or alone. The lock ends with its process, however that ends; the file stays.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal sealed class FileLock : IDisposable
{
    /// <summary>The time between two tries while the wait is short.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(1);

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock together with others that share it.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another process kept it alone longer than patience lasts.</exception>
    public static FileLock Shared(string path, TimeSpan patience) => Take(path, FileShare.Read, patience, null, default);

    /// <summary>Takes the lock alone.</summary>
    /// <exception cref="IOException">The file cannot be opened, or others kept it longer than patience lasts.</exception>
    public static FileLock Exclusive(string path, TimeSpan patience) => Take(path, FileShare.None, patience, null, default);

    /// <summary>Takes the lock alone, however long others keep it.</summary>
    /// <param name="path">The lock file, which is created if it does not exist.</param>
    /// <param name="waiting">Called once, when the wait is long enough to be noticed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static FileLock Exclusive(string path, Action waiting, CancellationToken cancellationToken) =>
        Take(path, FileShare.None, TimeSpan.MaxValue, waiting, cancellationToken);

    /// <summary>Takes the lock alone if it is free.</summary>
    /// <returns>The lock, or <see langword="null"/> if others hold it.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static FileLock? TryExclusive(string path)
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

    private static FileLock Take(string path, FileShare share, TimeSpan patience, Action? waiting, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan pause = Pause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileLock(Open(path, share));
            }
            catch (IOException exception) when (IsHeldByOthers(exception) && clock.Elapsed < patience)
            {
                if (pause == Pause && clock.Elapsed > SilentWait)
                {
                    pause = LongPause;
                    waiting?.Invoke();
                }

                cancellationToken.WaitHandle.WaitOne(pause);
            }
        }
    }

    // FileShare.Read or None becomes flock's shared or exclusive lock on Unix. A network file system grants the exclusive one only to a
    // file that is open for writing; where another user made the file, it can be opened for reading alone.
    private static FileStream Open(string path, FileShare share)
    {
        // Opening a pipe waits for its other end, for ever.
        if (UnixEntry.AtEndOf(path) is { IsSpecial: true })
        {
            throw new IOException($"'{path}' is a pipe, a socket or a device");
        }

        try
        {
            FileAccess access = share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read;
            return new FileStream(path, FileMode.OpenOrCreate, access, share, bufferSize: 1);
        }
        catch (UnauthorizedAccessException) when (share == FileShare.None && File.Exists(path))
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, share, bufferSize: 1);
        }
    }

    // ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS: other failures do not go away by waiting.
    internal static bool IsHeldByOthers(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
