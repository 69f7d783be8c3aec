using Retrain.MSBuild.Diagnostics;

namespace Retrain.MSBuild.Folders;

/// <summary>Reads files of text, which are small, whatever lies at their path.</summary>
internal static class TextFile
{
    private const int LargestBytes = 128 << 20;

    /// <summary>
    /// Reads a file. A pipe, whose opening waits for a writer, and a device, which may never end, give what an empty file gives, without
    /// being opened.
    /// </summary>
    /// <exception cref="InvalidModelException">RT4111: the file does not exist, cannot be read, or is too large.</exception>
    public static string Read(string path)
    {
        try
        {
            return SizeOf(path) switch
            {
                0 => "",
                > LargestBytes and long size => throw new IOException($"it has {size} bytes, and at most {LargestBytes} are read"),
                _ => File.ReadAllText(path),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.Unreachable(path, exception.Message.TrimEnd('.')));
        }
    }

    /// <inheritdoc cref="Read" />
    public static string[] ReadLines(string path)
    {
        List<string> lines = [];
        using StringReader text = new(Read(path));
        while (text.ReadLine() is string line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    /// <summary>The size of a file, or of the file that a link leads to; 0 for what should not be opened.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static long SizeOf(string path) => (LinkTarget.Of(new FileInfo(path)) as FileInfo ?? new FileInfo(path)).Length;
}
