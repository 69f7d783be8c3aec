using Retrain.Runtime.Images;
using static System.FormattableString;

namespace Retrain.Tool.Display;

/// <summary>Says how images are resized and cut, where it is not retrain.py's way.</summary>
internal static class PreprocessingText
{
    /// <returns>The text that follows the normalisation in a line, with a comma before it; nothing for retrain.py's way.</returns>
    public static string Of(Preprocessing? preprocessing)
    {
        if (preprocessing is null || preprocessing.IsLegacy)
        {
            return "";
        }

        ResizeRule rule = preprocessing.Resize;
        string sides = rule.Kind switch
        {
            ResizeKind.None => "not resized",
            ResizeKind.ShorterEdge => Invariant($"resized to a shorter edge of {rule.HeightPixels}"),
            ResizeKind.Cover => Invariant($"resized to cover {rule.HeightPixels} x {rule.WidthPixels}"),
            ResizeKind.Fit => Invariant($"resized to fit into {rule.HeightPixels} x {rule.WidthPixels}"),
            _ => Invariant($"resized to {rule.HeightPixels} x {rule.WidthPixels}"),
        };
        bool isCut = rule != new ResizeRule(ResizeKind.Exact, preprocessing.HeightPixels, preprocessing.WidthPixels);
        return $", {sides} with the filter {preprocessing.Filter.ToString().ToLowerInvariant()}"
            + (isCut ? Invariant($" and cut to its centre of {preprocessing.HeightPixels} x {preprocessing.WidthPixels}") : "")
            + (preprocessing.Order is ChannelOrder.Bgr ? ", channels B G R" : "");
    }
}
