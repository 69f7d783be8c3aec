namespace Retrain.Runtime.Images;

/// <summary>The part of a resized image to compute. A long, thin image may have a resized side that no int holds.</summary>
/// <param name="ResizedWidthPixels">The width of the whole resized image.</param>
/// <param name="ResizedHeightPixels">The height of the whole resized image.</param>
/// <param name="LeftPixels">The distance of the part from the left edge.</param>
/// <param name="TopPixels">The distance of the part from the top.</param>
/// <param name="WidthPixels">The width of the part.</param>
/// <param name="HeightPixels">The height of the part.</param>
internal readonly record struct ResizeWindow(
    long ResizedWidthPixels, long ResizedHeightPixels, long LeftPixels, long TopPixels, int WidthPixels, int HeightPixels)
{
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or does not lie in the resized image.</exception>
    public void RequireInside()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WidthPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HeightPixels);
        ArgumentOutOfRangeException.ThrowIfNegative(LeftPixels);
        ArgumentOutOfRangeException.ThrowIfNegative(TopPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeftPixels, ResizedWidthPixels - WidthPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TopPixels, ResizedHeightPixels - HeightPixels);
    }
}
