// The namespace is the root's and not the folder's: an app that classifies a part of an image needs no other.
namespace Retrain.Runtime;

/// <summary>A rectangle of an image, in pixels of the image when it is upright; it is classified as if the rest were not there.</summary>
/// <param name="Left">The column of its first pixel, from 0 on the left.</param>
/// <param name="Top">The row of its first pixel, from 0 at the top.</param>
/// <param name="Width">The number of columns, at least 1.</param>
/// <param name="Height">The number of rows, at least 1.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public readonly record struct ImageRegion(int Left, int Top, int Width, int Height)
{
    /// <summary>The region as messages name it.</summary>
    internal string InWords => $"{Width} x {Height} pixels from column {Left} and row {Top} on";

    /// <summary>Whether all of it lies in an image of that size.</summary>
    internal bool LiesIn(int widthPixels, int heightPixels) =>
        (long)Left + Width <= widthPixels && (long)Top + Height <= heightPixels;

    /// <exception cref="ArgumentOutOfRangeException">It lies in no image, whatever its size.</exception>
    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Left);
        ArgumentOutOfRangeException.ThrowIfNegative(Top);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height);
    }
}
