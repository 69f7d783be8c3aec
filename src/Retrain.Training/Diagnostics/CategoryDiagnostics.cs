using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>Problems that many categories have: RT1006, RT1013 and RT1071 about many of them at once.</summary>
internal static class CategoryDiagnostics
{
    /// <param name="one">The problem of one of them, whose code is that of all.</param>
    /// <param name="origin">The folder in which the categories lie.</param>
    /// <param name="names">The first of them.</param>
    public static Diagnostic FewImages(Diagnostic one, string origin, int count, IEnumerable<string> names) => one with
    {
        Origin = origin,
        Message = $"{count} categories have fewer than 20 images, such as {string.Join(", ", names)}, which may cause issues; add more.",
    };

    /// <inheritdoc cref="FewImages"/>
    public static Diagnostic EmptySet(Diagnostic one, string origin, int count, IEnumerable<string> names) => one with
    {
        Origin = origin,
        Message = $"{count} categories, such as {string.Join(", ", names)}, had no image in one of the sets, "
            + "where images of the others were moved if possible; add images for a reliable result.",
    };

    /// <inheritdoc cref="FewImages"/>
    public static Diagnostic WideGamut(Diagnostic one, string origin, int count, IEnumerable<string> names) => one with
    {
        Origin = origin,
        Message = $"{count} categories, such as {string.Join(", ", names)}, have photos with a colour profile wider than sRGB, such as "
            + "Display P3 or Adobe RGB, which is ignored here, by TensorFlow and by Pillow, so that the colours look paler; "
            + "convert them to sRGB, unless the app gets photos with the same profile.",
    };

    /// <summary>Whether photos of a category have a colour profile that is ignored.</summary>
    public static bool IsWideGamut(Diagnostic diagnostic) => diagnostic.Code is "RT1071";

    /// <summary>Whether a category has few images or none.</summary>
    public static bool IsFewImages(Diagnostic diagnostic) => diagnostic.Code is "RT1006" or "RT1008" or "RT1014";

    /// <summary>Whether a category has images, but few.</summary>
    public static bool IsSmallCategory(Diagnostic diagnostic) => diagnostic.Code is "RT1006";

    /// <summary>Whether a category had no image in one of the sets.</summary>
    public static bool IsEmptySet(Diagnostic diagnostic) => diagnostic.Code is "RT1013";
}
