using System.Globalization;
using System.Text;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Folders;

/// <summary>The size and time of a file, which change when its content does.</summary>
internal sealed class FileFacts
{
    private readonly long size;
    private readonly long ticks;

    private FileFacts(string path, long size, long ticks, bool isFolder = false)
    {
        Path = path;
        IsUnreadableFolder = isFolder;
        this.size = size;
        this.ticks = ticks;
    }

    public string Path { get; }

    public bool IsUnreadableFolder { get; }

    /// <summary>Reads the facts of a file.</summary>
    /// <param name="path">The path inside its folder, with '/' on every system; empty if the line before names the file.</param>
    /// <param name="entry">The file, or a link to it.</param>
    public static FileFacts Of(string path, FileSystemInfo entry)
    {
        // A file may vanish at any moment, and a link may lead nowhere; the engine reports it when it reads the file.
        return LinkTarget.Of(entry) is FileInfo { Exists: true } file
            ? new FileFacts(path, file.Length, file.LastWriteTimeUtc.Ticks)
            : new FileFacts(path, -1, 0);
    }

    /// <summary>Makes the facts of a folder whose files are not known.</summary>
    public static FileFacts OfUnreadable(string path) => new(path, -1, 0, isFolder: true);

    /// <summary>Adds a line to the inputs file's text.</summary>
    public void AppendTo(StringBuilder text) => text.Append(InputsFormat.Fact)
        .Append('\t').Append(size.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(ticks.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(InputsFormat.Escape(Path)).Append('\n');
}
