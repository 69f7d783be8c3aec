using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT1006 and RT1013 about many categories at once.</summary>
internal static class CategoryDiagnostics
{
    /// <param name="origin">The folder in which the categories lie.</param>
    /// <param name="names">The first of them.</param>
    public static Diagnostic FewImages(string origin, int count, IEnumerable<string> names) =>
        new(Severity.Warning, "RT1006", origin,
            $"{count} categories have fewer than 20 images, such as {string.Join(", ", names)}, which may cause issues; add more.");

    /// <inheritdoc cref="FewImages"/>
    public static Diagnostic EmptySet(string origin, int count, IEnumerable<string> names) =>
        new(Severity.Warning, "RT1013", origin,
            $"{count} categories, such as {string.Join(", ", names)}, had no image in one of the sets, "
            + "where images of the others were moved if possible; add images for a reliable result.");
}
