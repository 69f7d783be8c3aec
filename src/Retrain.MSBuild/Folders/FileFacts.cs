using System.Globalization;
using System.Text;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Folders;

/// <summary>The size, times and id of a file, which change when its content does.</summary>
internal sealed class FileFacts
{
    private static readonly FileStatus Unreachable = new(SizeBytes: -1, LastWriteTicks: 0, FileId: 0, ChangeTicks: 0);

    private readonly FileStatus status;

    private FileFacts(string path, FileStatus status, bool isFolder = false)
    {
        Path = path;
        IsUnreadableFolder = isFolder;
        this.status = status;
    }

    public string Path { get; }

    public bool IsUnreadableFolder { get; }

    /// <summary>Reads the facts of a file.</summary>
    /// <param name="path">The path inside its folder, with '/' on every system; empty if the line before names the file.</param>
    /// <param name="entry">The file, or a link to it.</param>
    public static FileFacts Of(string path, FileSystemInfo entry) =>
        new(path, FileStatus.Of(entry.FullName) ?? WithoutId(entry));

    /// <summary>Makes the facts of a folder whose files are not known.</summary>
    public static FileFacts OfUnreadable(string path) => new(path, Unreachable, isFolder: true);

    /// <summary>Adds a line to the inputs file's text.</summary>
    public void AppendTo(StringBuilder text) => text.Append(InputsFormat.Fact)
        .Append('\t').Append(status.SizeBytes.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(status.LastWriteTicks.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(status.FileId.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(status.ChangeTicks.ToString(CultureInfo.InvariantCulture))
        .Append('\t').Append(InputsFormat.Escape(Path)).Append('\n');

    // A file may vanish at any moment, and a link may lead nowhere; the engine reports it when it reads the file.
    private static FileStatus WithoutId(FileSystemInfo entry) => LinkTarget.Of(entry) is FileInfo { Exists: true } file
        ? new FileStatus(file.Length, file.LastWriteTimeUtc.Ticks, FileId: 0, ChangeTicks: 0)
        : Unreachable;
}
