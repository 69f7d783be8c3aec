// The namespace is the root's and not the folder's: an app that classifies raw pixels needs no other.
namespace Retrain.Runtime;

/// <summary>Says which bytes make up a raw pixel, in the order in which they lie in memory; each is a channel of 8 bits.</summary>
public enum PixelFormat
{
    /// <summary>Three bytes: red, green, blue.</summary>
    Rgb,

    /// <summary>Three bytes: blue, green, red. OpenCV's default, and <c>Format24bppRgb</c> of System.Drawing.</summary>
    Bgr,

    /// <summary>Four bytes: red, green, blue, alpha, of which alpha is dropped. <c>Rgba32</c> of ImageSharp.</summary>
    Rgba,

    /// <summary>
    /// Four bytes: blue, green, red, alpha, of which alpha is dropped. <c>Format32bppArgb</c> of System.Drawing, and SkiaSharp's usual
    /// <c>Bgra8888</c>.
    /// </summary>
    Bgra,

    /// <summary>One byte: a grey level from 0, black, to 255, white.</summary>
    Grey,
}
