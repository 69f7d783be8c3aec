namespace Retrain.Training.Files;

/// <summary>
/// A file under a temporary name beside an output, so that renaming one to the other does not copy it. A lock shows others that its process
/// lives; one that a killed process left is removed by the next run that writes to the folder.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Ending = ".tmp";

    private TemporaryFile(string path, FileStream stream)
    {
        Path = path;
        Stream = stream;
    }

    public string Path { get; }

    /// <summary>The file, open for writing. It stays open, and locked, until this is disposed.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates an empty file.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="name">The name of the output, which the temporary name contains.</param>
    public static TemporaryFile Create(string folder, string name)
    {
        while (true)
        {
            string path = System.IO.Path.Combine(folder, $".{name}.{Guid.NewGuid():N}{Ending}");
            try
            {
                // Windows renames an open file only if it is shared for deletion; on Unix any sharing is a shared lock.
                FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
                if (File.Exists(path))
                {
                    return new TemporaryFile(path, stream);
                }

                stream.Dispose();
            }
            catch (IOException exception) when (FileLock.IsHeldByOthers(exception))
            {
                // Between creation and lock, another run took the file for an abandoned one.
            }
        }
    }

    /// <summary>Removes the files in the same folder whose processes have ended.</summary>
    public void RemoveAbandoned()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        string[] others = [.. Directory.EnumerateFiles(folder, $".*{Ending}").Where(path => path != Path && IsRemovable(path))];

        // Where this one does not look locked either, the file system has no locks, and nothing shows which process lives.
        if (others.Length > 0 && IsLocked(Path, FileOptions.None))
        {
            foreach (string path in others)
            {
                _ = IsLocked(path, FileOptions.DeleteOnClose);
            }
        }
    }

    public void Dispose()
    {
        // Nothing is there after it was renamed.
        File.Delete(Path);
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A file is flushed before it is renamed, which told that the disk is full. The rest belongs to a file that is gone.
        }
    }

    private static bool IsRemovable(string path)
    {
        string[] parts = System.IO.Path.GetFileName(path).Split('.');
        return parts.Length >= 4 && Guid.TryParseExact(parts[^2], "N", out _)
            && (OperatingSystem.IsWindows() || UnixEntry.Of(path) is { IsRegularFile: true, IsOfAnotherUser: false });
    }

    // Another run may remove an abandoned file at the same time.
    private static bool IsLocked(string path, FileOptions options)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
