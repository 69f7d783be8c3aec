namespace Retrain.Runtime.Images;

/// <summary>The part of a resized image that is wanted.</summary>
/// <param name="ResizedWidthPixels">Of the whole resized image.</param>
/// <param name="ResizedHeightPixels">Of the whole resized image.</param>
/// <param name="LeftPixels">Where the part begins in it.</param>
/// <param name="TopPixels">Where the part begins in it.</param>
/// <param name="WidthPixels">Of the part.</param>
/// <param name="HeightPixels">Of the part.</param>
internal readonly record struct ResizeWindow(
    int ResizedWidthPixels, int ResizedHeightPixels, int LeftPixels, int TopPixels, int WidthPixels, int HeightPixels);
