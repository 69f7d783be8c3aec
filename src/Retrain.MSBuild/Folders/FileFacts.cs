using System.Globalization;
using System.Text;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Folders;

/// <summary>The size, times and id of a file, which change when its content does.</summary>
internal static class FileFacts
{
    /// <summary>Stands for the facts of a file or folder that cannot be reached.</summary>
    public static readonly FileStatus Unreachable = new(SizeBytes: -1, LastWriteTicks: 0, FileId: 0, ChangeTicks: 0);

    /// <summary>Takes the facts of a file, or of the file that a link leads to.</summary>
    // A file may vanish at any moment, and a link may lead nowhere; the engine reports it when it reads the file.
    public static FileStatus StatusOf(FileInfo entry) => FileStatus.Of(entry.FullName)
        ?? (LinkTarget.Of(entry) is FileInfo { Exists: true } file
            ? new FileStatus(file.Length, file.LastWriteTimeUtc.Ticks, FileId: 0, ChangeTicks: 0)
            : Unreachable);

    /// <summary>Takes the facts of files by their absolute paths.</summary>
    public static FactsDigest DigestOf(IReadOnlyList<string> paths) => FactsDigest.InParts(paths.Count, (from, to) =>
    {
        FactsDigest facts = default;
        for (int i = from; i < to; i++)
        {
            FileNames path = new();
            path.Add(paths[i]);
            FileHash hash = default;
            hash.Add(path, 0);
            facts.Add(hash, StatusOf(new FileInfo(paths[i])));
        }

        return facts;
    });

    /// <summary>Adds the line of one file to the inputs file's text.</summary>
    public static void AppendTo(StringBuilder text, string path)
    {
        FileStatus status = StatusOf(new FileInfo(path));
        text.Append(InputsFormat.Fact)
            .Append('\t').Append(status.SizeBytes.ToString(CultureInfo.InvariantCulture))
            .Append('\t').Append(status.LastWriteTicks.ToString(CultureInfo.InvariantCulture))
            .Append('\t').Append(status.FileId.ToString(CultureInfo.InvariantCulture))
            .Append('\t').Append(status.ChangeTicks.ToString(CultureInfo.InvariantCulture))
            .Append('\t').Append(InputsFormat.Escape(Path.GetFileName(path))).Append('\n');
    }
}
