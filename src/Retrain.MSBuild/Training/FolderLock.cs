using System.Diagnostics;

namespace Retrain.MSBuild.Training;

/// <summary>Lets one build at a time write a model's files. It ends with its process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: what .NET says of a file that another process holds.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits until no other build holds the lock.</summary>
    /// <param name="path">The lock file, which is made where it is missing, and stays.</param>
    /// <param name="waiting">Called once when the wait is long enough to be noticed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FolderLock Acquire(string path, Action waiting, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Stopwatch clock = Stopwatch.StartNew();
        bool said = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
            {
                if (!said && clock.Elapsed > Patience)
                {
                    waiting();
                    said = true;
                }

                cancellationToken.WaitHandle.WaitOne(Poll);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
