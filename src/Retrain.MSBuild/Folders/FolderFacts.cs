using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Folders;

/// <summary>Takes the facts of every file below a folder; they change when an image does.</summary>
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
        if (Directory.EnumerateFiles(folder).Any(file =>
            !IgnoredFiles.Contains(Path.GetFileName(file)) && !IgnoredFiles.IsHiddenFile(Path.GetFileName(file)) && !except.Contains(file)))
        {
            return true; // the usual case, for which the other names need not be read
        }

        string? unreadable = null;
        foreach (FolderContent content in Folders(FolderContent.Of(new DirectoryInfo(folder), ""), "", [], 0))
        {
            if (content.FileNames.Any(name => !except.Contains(Path.Combine(content.FullPath, name))))
            {
                return true;
            }

            unreadable ??= content.IsUnreadable ? content.FullPath : null;
        }

        return unreadable is not null
            ? throw new InvalidModelException(BuildDiagnostics.Unreachable(unreadable, "its category has nothing else"))
            : false;
    });

    /// <summary>Lists every file below a folder that can be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="excepted">The files and folders below it that do not count.</param>
    public static IReadOnlyList<string> FilesIn(string folder, IReadOnlyList<string> excepted)
    {
        ExceptedPaths except = new(excepted);
        return
        [
            .. Folders(FolderContent.OfInner(new DirectoryInfo(folder), ""), "", [], 0)
                .SelectMany(content => content.FileNames.Select(name => Path.Combine(content.FullPath, name)))
                .Where(file => !except.Contains(file)),
        ];
    }

    /// <summary>Takes the facts of every file below a folder.</summary>
    /// <exception cref="InvalidModelException">RT4111: the folder cannot be read.</exception>
    public static FactsDigest DigestOf(string folder) => Explain(folder, () =>
    {
        FactsDigest facts = default;
        foreach (FolderContent content in Folders(FolderContent.Of(new DirectoryInfo(folder), ""), "", [], 0))
        {
            facts.Add(content.Facts());
        }

        return facts;
    });

    // Finds every file that the engine's walk finds, so that no change is missed; links may make it find some files twice.
    private static IEnumerable<FolderContent> Folders(
        FolderContent content, string prefix, IReadOnlyList<string> ancestors, int unknownLinks)
    {
        yield return content;
        IReadOnlyList<string> walked = [.. ancestors, RealPath(new DirectoryInfo(content.FullPath))];
        foreach (DirectoryInfo inner in content.Folders)
        {
            bool isLink = LinkTarget.IsLink(inner);
            int unknown = unknownLinks + (isLink && !LinkTarget.CanBeFollowed ? 1 : 0);
            if ((isLink && LeadsBack(RealPath(inner), walked)) || unknown > MaximumUnknownLinks)
            {
                continue;
            }

            string innerPrefix = prefix + inner.Name + "/";
            foreach (FolderContent found in Folders(FolderContent.OfInner(inner, innerPrefix), innerPrefix, walked, unknown))
            {
                yield return found;
            }
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
