namespace Retrain.Runtime.Diagnostics;

/// <summary>RT1003 to RT1005: images that cannot be decoded or read. Retrain.Training has the other RT1xxx.</summary>
internal static class ImageDiagnostics
{
    private const string UnreadableCode = "RT1003";
    private const string TooManyPixelsCode = "RT1004";

    /// <summary>Whether an image is at fault, so that others can still be used.</summary>
    public static bool IsAboutAnImage(Diagnostic diagnostic) => diagnostic.Code is UnreadableCode or TooManyPixelsCode;

    /// <summary>RT1003: the file is not an image, or it is truncated or damaged.</summary>
    /// <param name="origin">The image file.</param>
    /// <param name="reason">The cause, for instance "not a JPEG, PNG, GIF, BMP or WebP file" or "the file is truncated".</param>
    public static Diagnostic Unreadable(string? origin, string reason) =>
        new(Severity.Error, UnreadableCode, origin, $"{reason}; replace it or remove it from the category.");

    /// <summary>RT1004: the image has more pixels than the limit allows; no memory was taken for them.</summary>
    public static Diagnostic TooManyPixels(string? origin, int widthPixels, int heightPixels, long maximumPixels) =>
        new(Severity.Error, TooManyPixelsCode, origin,
            $"{widthPixels} x {heightPixels} pixels are more than the limit of {maximumPixels / 1_000_000} megapixels; "
            + "scale the image down or raise the limit (--max_megapixels; in an app ImageClassifierOptions.MaximumPixels).");

    /// <summary>RT1005: the file cannot be opened or read.</summary>
    /// <param name="origin">The image file, or a folder of images.</param>
    /// <param name="reason">The cause, for instance "it is a folder".</param>
    public static Diagnostic Unreachable(string origin, string reason) =>
        new(Severity.Error, "RT1005", origin, $"cannot be read: {reason}; check its name and permissions or remove it.");
}
