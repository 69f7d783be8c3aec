namespace Retrain.Runtime.Diagnostics;

/// <summary>RT1003 to RT1005: images that cannot be decoded or read. Retrain.Training has the other RT1xxx.</summary>
internal static class ImageDiagnostics
{
    private const string UnreadableCode = "RT1003";
    private const string TooManyPixelsCode = "RT1004";
    private const string NotAnImage = "not a JPEG, PNG, GIF, BMP or WebP file";
    private const string Empty = "the file is empty";

    /// <summary>Whether an image is at fault, so that others can still be used.</summary>
    public static bool IsAboutAnImage(Diagnostic diagnostic) => diagnostic.Code is UnreadableCode or TooManyPixelsCode;

    /// <summary>RT1003: the file is not an image, or it is truncated or damaged.</summary>
    /// <param name="origin">The image file.</param>
    /// <param name="reason">The cause, for instance "the file is truncated".</param>
    public static Diagnostic Unreadable(string? origin, string reason) =>
        new(Severity.Error, UnreadableCode, origin, $"{reason}; replace it or leave it out.");

    /// <summary>RT1003: the file has no bytes.</summary>
    public static Diagnostic EmptyFile(string? origin) => Unreadable(origin, Empty);

    /// <summary>RT1003: the file has no bytes, or the name stands for a pipe or a device, which may never end.</summary>
    public static Diagnostic NoContent(string? origin) => Unreadable(origin, $"{Empty}, or is a pipe, a socket or a device");

    /// <summary>RT1003: the file has none of the formats that can be decoded, and no other that is known.</summary>
    public static Diagnostic UnknownFormat(string? origin) => Unreadable(origin, NotAnImage);

    /// <summary>RT1003: the file has another format.</summary>
    /// <param name="origin">The file.</param>
    /// <param name="name">The format, for instance "a PDF document".</param>
    /// <param name="remedy">The advice, for instance "convert it to JPEG or PNG".</param>
    public static Diagnostic AnotherFormat(string? origin, string name, string remedy) =>
        new(Severity.Error, UnreadableCode, origin, $"{name}, {NotAnImage}; {remedy}.");

    /// <summary>Whether the message is the same for all files of a kind, so that it need not be said of each.</summary>
    public static bool IsAboutAKind(Diagnostic diagnostic) =>
        diagnostic.Code == UnreadableCode
        && (diagnostic.Message.Contains($", {NotAnImage};", StringComparison.Ordinal)
            || diagnostic.Message.StartsWith(Empty, StringComparison.Ordinal));

    /// <summary>RT1004: the image has more pixels than the limit allows; no memory was taken for them.</summary>
    public static Diagnostic TooManyPixels(string? origin, int widthPixels, int heightPixels, long maximumPixels) =>
        new(Severity.Error, TooManyPixelsCode, origin,
            $"{widthPixels} x {heightPixels} pixels are more than the limit of {maximumPixels / 1_000_000} megapixels; "
            + "scale the image down or raise the limit (--max_megapixels; in an app ImageClassifierOptions.MaximumPixels).");

    /// <summary>RT1004: the image is of a kind that takes as much time or memory as more pixels than the limit allows.</summary>
    public static Diagnostic TooSlow(string? origin, int widthPixels, int heightPixels, long countedPixels, long maximumPixels) =>
        new(Severity.Error, TooManyPixelsCode, origin,
            $"{widthPixels} x {heightPixels} pixels of its kind count as {countedPixels / 1_000_000} megapixels, for the time and "
            + $"memory that they take to decode, more than the limit of {maximumPixels / 1_000_000}; save the image as an ordinary JPEG or "
            + "raise the limit (--max_megapixels; in an app ImageClassifierOptions.MaximumPixels).");

    /// <summary>RT1005: the file cannot be opened or read.</summary>
    /// <param name="origin">The image file, or a folder of images.</param>
    /// <param name="reason">The cause, for instance "it is a folder".</param>
    public static Diagnostic Unreachable(string origin, string reason) =>
        new(Severity.Error, "RT1005", origin, $"cannot be read: {reason}; check its name and permissions or remove it.");
}
