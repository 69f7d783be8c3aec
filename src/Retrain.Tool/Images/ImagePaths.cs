using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Images;

/// <summary>Finds the images that arguments name: files, folders, and patterns for shells that do not expand them.</summary>
internal static class ImagePaths
{
    /// <summary>Lists the files of each argument, in order of their names.</summary>
    /// <param name="arguments">The paths and patterns.</param>
    /// <param name="report">Receives the problems of folders that cannot be read, each once.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="flag">The flag or argument that they were given to, for messages.</param>
    /// <exception cref="RetrainException">RT4004, RT4009 or RT1022: there is no argument, or one that names nothing.</exception>
    public static IReadOnlyList<string> Expand(
        IReadOnlyCollection<string> arguments, Action<Diagnostic> report, CancellationToken cancellationToken, string flag = "--image")
    {
        if (arguments.Count == 0)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(flag, "name at least one image"));
        }

        // Several arguments may lead to the same folder.
        HashSet<Diagnostic> reported = [];
        FolderWalk walk = new(
            Severity.Error,
            problem =>
            {
                if (reported.Add(problem))
                {
                    report(problem);
                }
            },
            cancellationToken);
        List<string> paths = [];
        foreach (string argument in arguments)
        {
            int unreadable = walk.UnreadableCount;
            string[] found = [.. Matches(argument, walk).Distinct().Order(StringComparer.Ordinal)];
            if (found.Length == 0 && walk.UnreadableCount == unreadable)
            {
                throw new RetrainException(Directory.Exists(argument)
                    ? DataDiagnostics.NoImages(argument)
                    : OptionDiagnostics.FileNotFound(flag, argument));
            }

            paths.AddRange(found);
        }

        if (arguments.FirstOrDefault(Directory.Exists) is string folder)
        {
            walk.ReportHidden(folder);
        }

        return paths;
    }

    private static IEnumerable<string> Matches(string argument, FolderWalk walk) =>
        File.Exists(argument) ? [argument]
        : Directory.Exists(argument) ? walk.FilesBelow(WalkedFolder.Start(argument))
        : GlobPattern.IsPattern(argument) ? new GlobPattern(argument, walk).Files()
        : [];
}
