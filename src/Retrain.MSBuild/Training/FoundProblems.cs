using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.MSBuild.Training;

/// <summary>The problems that the last training found.</summary>
internal static class FoundProblems
{
    /// <param name="path">The problems file, which may not exist.</param>
    /// <exception cref="InvalidModelException">RT4111: the file cannot be read.</exception>
    public static IEnumerable<Diagnostic> In(string path) =>
        File.Exists(path) ? TextFile.ReadLines(path).Select(CanonicalLine.Parse).OfType<Diagnostic>() : [];

    /// <summary>
    /// Whether the problem is not a function of what the inputs file says, and may be gone in the next build: it is of the cache, of an
    /// output, or of the right to read an image.
    /// </summary>
    public static bool IsOfEnvironment(Diagnostic problem) =>
        EnvironmentDiagnostics.IsOfCacheOrOutput(problem) || (BuildDiagnostics.IsUnreadableFile(problem) && MayExist(problem.Origin));

    // What does not exist, such as the end of a link or a name that is not text, stands in the inputs file. A backslash in a path that has
    // none on this system is an escape for a character that the true name has.
    private static bool MayExist(string? path) =>
        path is null || LinkTarget.Of(new FileInfo(path)) is { Exists: true } || Directory.Exists(path)
        || (Path.DirectorySeparatorChar != '\\' && path.Contains('\\'));
}
