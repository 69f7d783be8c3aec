using System.Diagnostics;

namespace Retrain.MSBuild.Training;

/// <summary>Lets one build at a time write a model's files. It ends with its process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits until no other build holds the lock.</summary>
    /// <param name="path">The lock file, which is made where it is missing, and stays.</param>
    /// <param name="waiting">Called once when the wait is long enough to be noticed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made.</exception>
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
            catch (IOException) when (File.Exists(path))
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
