namespace Retrain.Runtime.Diagnostics;

/// <summary>RT1003 to RT1005: images that cannot be decoded or read. Retrain.Training has the other RT1xxx.</summary>
internal static class ImageDiagnostics
{
    private const string UnreadableCode = "RT1003";
    private const string TooManyPixelsCode = "RT1004";
    private const string NotAnImage = "not a JPEG, PNG, GIF, BMP or WebP file";
    private const string Empty = "the file is empty";
    private const string LeaveOut = "replace it or leave it out";
    private const string ChooseAnother = "choose another image";

    /// <summary>Whether an image is at fault, so that others can still be used.</summary>
    public static bool IsAboutAnImage(Diagnostic diagnostic) => diagnostic.Code is UnreadableCode or TooManyPixelsCode;

    /// <summary>RT1003: the file is not an image, or it is truncated or damaged.</summary>
    /// <param name="origin">The image file.</param>
    /// <param name="reason">The cause, for instance "the file is truncated".</param>
    public static Diagnostic Unreadable(string? origin, string reason) =>
        NotReadable(origin, reason, LeaveOut);

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
        NotReadable(origin, $"{name}, {NotAnImage}", remedy);

    /// <summary>Whether the message is the same for all files of a kind, so that it need not be said of each.</summary>
    public static bool IsAboutAKind(Diagnostic diagnostic) =>
        diagnostic.Code == UnreadableCode
        && (diagnostic.Message.Contains($", {NotAnImage};", StringComparison.Ordinal)
            || diagnostic.Message.StartsWith(Empty, StringComparison.Ordinal));

    /// <summary>RT1004: the image has more pixels than the limit allows; no memory was taken for them.</summary>
    public static Diagnostic TooManyPixels(string? origin, int widthPixels, int heightPixels, long maximumPixels) =>
        new(Severity.Error, TooManyPixelsCode, origin,
            $"{widthPixels} x {heightPixels} pixels are more than the limit of {maximumPixels / 1_000_000} megapixels; "
            + "scale the image down or raise the limit (--max_megapixels; in an app ImageClassifierOptions.MaximumPixels).")
        {
            OfOneImage = $"has too many pixels: {widthPixels} x {heightPixels}, and the limit is {maximumPixels / 1_000_000} megapixels; "
                + "choose a smaller image.",
        };

    /// <summary>RT1004: the image is of a kind that takes as much time or memory as more pixels than the limit allows.</summary>
    public static Diagnostic TooSlow(string? origin, int widthPixels, int heightPixels, long countedPixels, long maximumPixels) =>
        new(Severity.Error, TooManyPixelsCode, origin,
            $"{widthPixels} x {heightPixels} pixels of its kind count as {countedPixels / 1_000_000} megapixels, for the time and "
            + $"memory that they take to decode, more than the limit of {maximumPixels / 1_000_000}; save the image as an ordinary JPEG or "
            + "raise the limit (--max_megapixels; in an app ImageClassifierOptions.MaximumPixels).")
        {
            OfOneImage = $"takes too long to decode: {widthPixels} x {heightPixels} pixels of its kind count as "
                + $"{countedPixels / 1_000_000} megapixels, and the limit is {maximumPixels / 1_000_000}; save it as an ordinary JPEG.",
        };

    /// <summary>RT1005: the file cannot be opened or read.</summary>
    /// <param name="origin">The image file, or a folder of images.</param>
    /// <param name="reason">The cause, for instance "it is a folder".</param>
    public static Diagnostic Unreachable(string origin, string reason) =>
        new(Severity.Error, "RT1005", origin, $"cannot be read: {reason}; check its name and permissions or remove it.")
        {
            OfOneImage = $"cannot be read: {reason}; check its name and permissions.",
        };

    /// <summary>RT2087: an image is too small for the region of it that an app wants classified.</summary>
    /// <param name="origin">The image file.</param>
    /// <param name="region">The region in words, for instance "10 x 10 pixels from column 4 and row 0 on".</param>
    /// <param name="widthPixels">The image's width.</param>
    /// <param name="heightPixels">The image's height.</param>
    public static Diagnostic RegionOutside(string? origin, string region, int widthPixels, int heightPixels)
    {
        string problem = $"{widthPixels} x {heightPixels} pixels, too few for the region of {region}";
        return new(Severity.Error, "RT2087", origin, $"the image has {problem}; pass a region that lies in the image.")
        {
            OfOneImage = $"has {problem}; choose a larger image or another region.",
        };
    }

    /// <summary>The same problem in the words of an app, whose users send an image each.</summary>
    /// <param name="diagnostic">A problem of an image; others are returned as they are.</param>
    /// <param name="isFile">Whether the image is a file of the app's machine, and was not sent to it.</param>
    public static Diagnostic InAnApp(Diagnostic diagnostic, bool isFile) => diagnostic.OfOneImage is string problem
        ? diagnostic with { Message = $"The {(isFile ? "file" : "upload")} {problem}", OfOneImage = null }
        : diagnostic;

    private static Diagnostic NotReadable(string? origin, string reason, string remedy) =>
        new(Severity.Error, UnreadableCode, origin, $"{reason}; {remedy}.")
        {
            OfOneImage = $"is not an image that can be read: {reason}; {(remedy == LeaveOut ? ChooseAnother : remedy)}.",
        };
}
