namespace Retrain.Runtime.Files;

/// <summary>Reads files of text, which are small, whatever lies at their path.</summary>
internal static class SmallFile
{
    /// <summary>Reads a file. A pipe or a device gives what an empty file gives, without being opened.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largestBytes">The size up to which it is read.</param>
    /// <exception cref="IOException">The file cannot be read, or is larger.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public static byte[] Read(string path, int largestBytes)
    {
        if (SizeOf(path) == 0)
        {
            return [];
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length > largestBytes)
        {
            throw new IOException($"it has {file.Length} bytes, and at most {largestBytes} are read");
        }

        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <summary>
    /// The size of a file. It is 0 for a pipe, whose opening waits for a writer, and for a device, which may never end: nothing with this
    /// size should be opened.
    /// </summary>
    /// <exception cref="IOException">The file does not exist, or is a folder.</exception>
    public static long SizeOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        FileInfo file = new(path);
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return content.Length;
    }
}
