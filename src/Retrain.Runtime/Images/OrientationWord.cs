using System.Globalization;

namespace Retrain.Runtime.Images;

/// <summary>The word for the handling of EXIF orientation, in trained graphs, manifests and the cache's keys.</summary>
internal static class OrientationWord
{
    private const string Applied = "applied";
    private const string Ignored = "ignored";

    public static string Of(bool ignoresOrientation) => ignoresOrientation ? Ignored : Applied;

    /// <returns>A photo's orientation and the word; empty for an upright photo, to which the word makes no difference.</returns>
    public static string InKey(int orientation, bool ignoresOrientation) => orientation is ExifOrientation.Upright
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{orientation} {Of(ignoresOrientation)}");

    /// <returns>Whether orientation is ignored; <see langword="null"/> for another word.</returns>
    public static bool? Ignores(string word) => word switch
    {
        Applied => false,
        Ignored => true,
        _ => null,
    };
}
