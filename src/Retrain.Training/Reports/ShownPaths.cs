using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Reports;

/// <summary>Paths as a report shows them: relative to the image folder or the project, whose location differs between machines.</summary>
internal sealed class ShownPaths
{
    private readonly string root;
    private readonly string[] folders;

    public ShownPaths(ReportedRun run)
    {
        string given = run.Options.Data.ImageDir;
        root = Path.GetFullPath(run.Options.Data.Inputs is null ? given : Path.GetDirectoryName(Path.GetFullPath(given))!);

        // The longest comes first, so that no folder removes a part of another.
        folders =
        [
            .. new[] { root, given }.Where(folder => folder.Length > 1).Select(WithSeparator).Distinct()
                .OrderByDescending(folder => folder.Length),
        ];
    }

    /// <summary>The path of the file or folder that a problem is about.</summary>
    public string Origin(Diagnostic problem)
    {
        if (problem.Origin is not string origin)
        {
            return "";
        }

        string relative = Path.GetRelativePath(root, Path.GetFullPath(origin)).Replace('\\', '/');
        return relative == "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(origin)))
            : relative;
    }

    public string WithoutFolders(string message) =>
        folders.Aggregate(message, (text, folder) => text.Replace(folder, "", StringComparison.Ordinal));

    private static string WithSeparator(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
}
