using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>Says once what many categories have in common: of a thousand lines, the last would say nothing new.</summary>
internal static class ProblemsOfManyCategories
{
    // As many are named one by one, as in a build.
    private const int Most = 10;
    private const int Named = 3;

    /// <summary>Whether a problem is one of those that are said together while images are read.</summary>
    public static bool Are(Diagnostic problem) => CategoryDiagnostics.IsSmallCategory(problem) || CategoryDiagnostics.IsEmptySet(problem);

    /// <returns>The problems in their order; where many are alike, one stands in place of the first.</returns>
    public static IEnumerable<Diagnostic> Together(IEnumerable<Diagnostic> problems) =>
        problems.GroupBy(problem => Are(problem) || CategoryDiagnostics.IsWideGamut(problem) ? problem.Code : null)
            .SelectMany(IEnumerable<Diagnostic> (alike) => alike.Key is null ? alike : Summary([.. alike]));

    private static Diagnostic[] Summary(Diagnostic[] alike)
    {
        string[] folders = [.. alike.Select(problem => problem.Origin!).Distinct(StringComparer.Ordinal)];

        // All photos of a telephone have such a profile, so that it says as little of two categories as of a thousand.
        if (folders.Length <= (CategoryDiagnostics.IsWideGamut(alike[0]) ? 1 : Most))
        {
            return alike;
        }

        string origin = Path.GetDirectoryName(folders[0])!;
        IEnumerable<string> names = folders.Take(Named).Select(folder => $"'{Path.GetFileName(folder)}'");
        return
        [
            CategoryDiagnostics.IsEmptySet(alike[0]) ? CategoryDiagnostics.EmptySet(alike[0], origin, folders.Length, names)
                : CategoryDiagnostics.IsWideGamut(alike[0]) ? CategoryDiagnostics.WideGamut(alike[0], origin, folders.Length, names)
                : CategoryDiagnostics.FewImages(alike[0], origin, folders.Length, names),
        ];
    }
}
