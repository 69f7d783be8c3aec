using System.Globalization;
using System.Text;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Inputs;

/// <summary>Size and time of every file below a folder: they differ when the folder's images do.</summary>
internal static class FolderFacts
{
    // Links that lead back to a folder above them end here where nobody can tell where they lead.
    private const int MaximumUnknownLinks = 8;

    /// <summary>Whether there is a file at any depth.</summary>
    public static bool HasFiles(string folder) => Explain(folder, () => Files(new DirectoryInfo(folder), "", [], 0).Any());

    /// <summary>Adds a line for each file, in the order of their paths.</summary>
    public static void AppendTo(StringBuilder text, string folder)
    {
        List<FolderFile> files = Explain(folder, () => Files(new DirectoryInfo(folder), "", [], 0).ToList());
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        foreach (FolderFile file in files)
        {
            AppendTo(text.Append(InputsFormat.Fact).Append('\t'), file.Entry);
            text.Append('\t').Append(InputsFormat.Escape(file.Path)).Append('\n');
        }
    }

    /// <summary>Adds size and time of one file.</summary>
    public static void AppendTo(StringBuilder text, FileSystemInfo file)
    {
        // A file may vanish at any moment, and a link may lead nowhere; the engine says so when it comes to it.
        FileSystemInfo? target = LinkTarget.Of(file);
        bool exists = target is FileInfo { Exists: true };
        long size = exists ? ((FileInfo)target!).Length : -1;
        long ticks = exists ? target!.LastWriteTimeUtc.Ticks : 0;
        text.Append(size.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(ticks.ToString(CultureInfo.InvariantCulture));
    }

    // Whatever the engine's walk finds, so that no change is missed; it may find some files twice through links.
    private static IEnumerable<FolderFile> Files(DirectoryInfo folder, string prefix, IReadOnlyList<string> ancestors, int unknownLinks)
    {
        IReadOnlyList<string> walked = [.. ancestors, RealPath(folder)];
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                if (!IgnoredFiles.Contains(entry.Name))
                {
                    yield return new FolderFile(prefix + entry.Name, entry);
                }

                continue;
            }

            bool isLink = LinkTarget.IsLink(inner);
            int unknown = unknownLinks + (isLink && !LinkTarget.CanBeFollowed ? 1 : 0);
            if ((isLink && LeadsBack(RealPath(inner), walked)) || unknown > MaximumUnknownLinks)
            {
                continue;
            }

            foreach (FolderFile file in Files(inner, prefix + inner.Name + "/", walked, unknown))
            {
                yield return file;
            }
        }
    }

    private static bool LeadsBack(string target, IReadOnlyList<string> walked) =>
        walked.Any(folder => folder == target || folder.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static string RealPath(DirectoryInfo folder) =>
        (LinkTarget.Of(folder)?.FullName ?? folder.FullName).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    /// <summary>Says which folder cannot be read, and why.</summary>
    /// <exception cref="InvalidModelException">RT4111.</exception>
    public static T Explain<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.Unreachable(folder, exception.Message.TrimEnd('.')));
        }
    }

    private sealed class FolderFile(string path, FileSystemInfo entry)
    {
        /// <summary>Inside the folder, with '/' on every system.</summary>
        public string Path { get; } = path;

        public FileSystemInfo Entry { get; } = entry;
    }
}
