using System.Text;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Folders;

/// <summary>Size and time of every file below a folder: they differ when the folder's images do.</summary>
internal static class FolderFacts
{
    // Links that lead back to a folder above them end here where nobody can tell where they lead.
    private const int MaximumUnknownLinks = 8;

    /// <summary>Whether there is a file at any depth.</summary>
    /// <exception cref="InvalidModelException">RT4111: nobody can tell, as all that there is cannot be read.</exception>
    public static bool HasFiles(string folder) => Explain(folder, () =>
    {
        FileFacts? unreadable = null;
        foreach (FileFacts file in Files(new DirectoryInfo(folder), "", [], 0))
        {
            if (!file.IsUnreadableFolder)
            {
                return true;
            }

            unreadable = file;
        }

        return unreadable is null
            ? false
            : throw new InvalidModelException(BuildDiagnostics.Unreachable(Path.Combine(folder, unreadable.Path), "it is all that its category has"));
    });

    /// <summary>A line for each file, in the order of their paths.</summary>
    /// <exception cref="InvalidModelException">RT4111: the folder cannot be read.</exception>
    public static StringBuilder LinesOf(string folder)
    {
        StringBuilder text = new();
        List<FileFacts> files = Explain(folder, () => Files(new DirectoryInfo(folder), "", [], 0).ToList());
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        foreach (FileFacts file in files)
        {
            file.AppendTo(text);
        }

        return text;
    }

    // Whatever the engine's walk finds, so that no change is missed; it may find some files twice through links.
    private static IEnumerable<FileFacts> Files(DirectoryInfo folder, string prefix, IReadOnlyList<string> ancestors, int unknownLinks)
    {
        IReadOnlyList<string> walked = [.. ancestors, RealPath(folder)];
        if (ancestors.Count > 0 && !CanBeRead(folder))
        {
            // The engine names it and goes on without it; a line of its own, so that the model is trained again when it can be read.
            yield return FileFacts.OfUnreadable(prefix);
            yield break;
        }

        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                if (!IgnoredFiles.Contains(entry.Name))
                {
                    yield return FileFacts.Of(prefix + entry.Name, entry);
                }

                continue;
            }

            bool isLink = LinkTarget.IsLink(inner);
            int unknown = unknownLinks + (isLink && !LinkTarget.CanBeFollowed ? 1 : 0);
            if ((isLink && LeadsBack(RealPath(inner), walked)) || unknown > MaximumUnknownLinks)
            {
                continue;
            }

            foreach (FileFacts file in Files(inner, prefix + inner.Name + "/", walked, unknown))
            {
                yield return file;
            }
        }
    }

    private static bool CanBeRead(DirectoryInfo folder)
    {
        try
        {
            _ = folder.EnumerateFileSystemInfos().Any();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
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
}
