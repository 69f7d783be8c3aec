using System.Globalization;
using System.Text;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Inputs;

/// <summary>Size and time of every file below a folder: they differ when the folder's images do.</summary>
internal static class FolderFacts
{
    // Links that lead back to a folder above them end here; nobody nests so many on purpose.
    private const int MaximumLinks = 8;

    /// <summary>Whether there is a file at any depth.</summary>
    public static bool HasFiles(string folder) => Explain(folder, () => HasFiles(new DirectoryInfo(folder), 0));

    /// <summary>Adds a line for each file, in the order of their paths.</summary>
    public static void AppendTo(StringBuilder text, string folder)
    {
        List<(string Path, FileSystemInfo File)> files = [];
        Explain(folder, () =>
        {
            Collect(new DirectoryInfo(folder), "", 0, files);
            return true;
        });
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        foreach ((string path, FileSystemInfo file) in files)
        {
            AppendTo(text.Append(InputsFormat.Fact).Append('\t'), file);
            text.Append('\t').Append(InputsFormat.Escape(path)).Append('\n');
        }
    }

    /// <summary>Adds size and time of one file.</summary>
    public static void AppendTo(StringBuilder text, FileSystemInfo file)
    {
        // A file may vanish at any moment; the engine says so when it comes to it.
        FileSystemInfo target = LinkTarget.Of(file);
        long size = target is FileInfo { Exists: true } info ? info.Length : -1;
        text.Append(size.ToString(CultureInfo.InvariantCulture)).Append('\t').Append(target.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));
    }

    private static bool HasFiles(DirectoryInfo folder, int links) =>
        links <= MaximumLinks
        && (folder.EnumerateFiles().Any(file => !IgnoredFiles.Contains(file.Name)) || folder.EnumerateDirectories().Any(inner => HasFiles(inner, links + LinksIn(inner))));

    private static void Collect(DirectoryInfo folder, string prefix, int links, List<(string Path, FileSystemInfo File)> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                files.Add((prefix + entry.Name, entry));
            }
            else if (links + LinksIn(inner) <= MaximumLinks)
            {
                Collect(inner, prefix + inner.Name + "/", links + LinksIn(inner), files);
            }
        }
    }

    private static int LinksIn(DirectoryInfo folder) => (folder.Attributes & FileAttributes.ReparsePoint) == 0 ? 0 : 1;

    private static T Explain<T>(string folder, Func<T> read)
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
}
