namespace Retrain.Runtime.Images;

/// <summary>The enlargement of an axis, on a scale on which the axis has a given length.</summary>
/// <param name="FullPixels">The length of the axis; 0 for no enlargement.</param>
/// <param name="EnlargedPixels">The length that it becomes, at least as large.</param>
/// <param name="StartPixels">The first pixel of the part that is taken.</param>
internal readonly record struct AxisZoom(int FullPixels, int EnlargedPixels, int StartPixels)
{
    /// <summary>The enlarged length and the part's start for an axis of any length.</summary>
    public (long EnlargedPixels, long StartPixels) Apply(long sidePixels)
    {
        if (EnlargedPixels == FullPixels)
        {
            return (sidePixels, 0);
        }

        long enlarged = (long)((decimal)sidePixels * EnlargedPixels / FullPixels);
        return (enlarged, (long)((decimal)StartPixels * (enlarged - sidePixels) / (EnlargedPixels - FullPixels)));
    }
}
