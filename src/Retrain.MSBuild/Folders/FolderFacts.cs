using System.Text;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Folders;

/// <summary>Writes the facts of every file below a folder; they change when an image does.</summary>
internal static class FolderFacts
{
    // Ends the walk through links that lead back to a folder above them, on systems that do not say where a link leads.
    private const int MaximumUnknownLinks = 8;

    /// <summary>Whether the folder has a file at any depth.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="excepted">The files and folders below it that do not count.</param>
    /// <exception cref="InvalidModelException">RT4111: nothing in the folder can be read.</exception>
    public static bool HasFiles(string folder, IReadOnlyList<string> excepted) => Explain(folder, () =>
    {
        ExceptedPaths except = new(excepted);
        FileFacts? unreadable = null;
        foreach (FileFacts file in Files(new DirectoryInfo(folder), "", [], 0))
        {
            if (!file.IsUnreadableFolder && !except.Contains(Path.Combine(folder, file.Path)))
            {
                return true;
            }

            unreadable ??= file.IsUnreadableFolder ? file : null;
        }

        return unreadable is not null
            ? throw new InvalidModelException(BuildDiagnostics.Unreachable(
                Path.Combine(folder, unreadable.Path), "its category has nothing else"))
            : false;
    });

    /// <summary>Writes a line for each file, in the order of their paths.</summary>
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

    // Finds every file that the engine's walk finds, so that no change is missed; links may make it find some files twice.
    private static IEnumerable<FileFacts> Files(DirectoryInfo folder, string prefix, IReadOnlyList<string> ancestors, int unknownLinks)
    {
        IReadOnlyList<string> walked = [.. ancestors, RealPath(folder)];
        if (ancestors.Count > 0 && !CanBeRead(folder))
        {
            // The engine reports it and goes on without it. Its own line makes the model train again once it can be read.
            yield return FileFacts.OfUnreadable(prefix);
            yield break;
        }

        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
            {
                if (!IgnoredFiles.Contains(entry.Name) && !IgnoredFiles.IsHiddenFile(entry.Name))
                {
                    yield return FileFacts.Of(prefix + entry.Name, entry);
                }

                continue;
            }

            if (IgnoredFiles.IsHiddenFolder(inner.Name))
            {
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

    /// <summary>Reads a folder, and turns a failure into an error that says which folder cannot be read, and why.</summary>
    /// <exception cref="InvalidModelException">RT4111: the folder cannot be read.</exception>
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
