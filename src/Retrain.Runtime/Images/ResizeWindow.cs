namespace Retrain.Runtime.Images;

/// <summary>The part of a resized image to compute.</summary>
/// <param name="ResizedWidthPixels">The width of the whole resized image.</param>
/// <param name="ResizedHeightPixels">The height of the whole resized image.</param>
/// <param name="LeftPixels">The distance of the part from the left edge.</param>
/// <param name="TopPixels">The distance of the part from the top.</param>
/// <param name="WidthPixels">The width of the part.</param>
/// <param name="HeightPixels">The height of the part.</param>
internal readonly record struct ResizeWindow(
    int ResizedWidthPixels, int ResizedHeightPixels, int LeftPixels, int TopPixels, int WidthPixels, int HeightPixels);
