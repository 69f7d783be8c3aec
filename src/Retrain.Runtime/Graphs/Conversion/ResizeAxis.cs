namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// The places of a resized image's pixels in the source, along one axis: y * scale (the legacy sampling of retrain.py's time), or the
/// places of align_corners or half_pixel_centers. They are computed in float, as in image_resizer_state.h.
/// </summary>
internal sealed class ResizeAxis
{
    private readonly int source;

    public ResizeAxis(int source, int target, bool alignsCorners, bool hasHalfPixelCenters)
    {
        this.source = source;
        Target = target;
        float scale = alignsCorners && target > 1 ? (source - 1) / (float)(target - 1) : source / (float)target;
        float[] places = [.. Enumerable.Range(0, target).Select(i => hasHalfPixelCenters ? ((i + 0.5f) * scale) - 0.5f : i * scale)];
        Lower = [.. places.Select(place => Inside(MathF.Floor(place)))];
        Upper = [.. places.Select(place => Inside(MathF.Ceiling(place)))];
        Parts = [.. places.Select(place => place - MathF.Floor(place))];
        Nearest = [.. Enumerable.Range(0, target).Select(i => Inside(alignsCorners
            ? MathF.Round(i * scale, MidpointRounding.AwayFromZero)
            : MathF.Floor(hasHalfPixelCenters ? (i + 0.5f) * scale : i * scale)))];
    }

    /// <summary>The number of pixels of the resized image.</summary>
    public int Target { get; }

    public long[] Lower { get; }

    public long[] Upper { get; }

    /// <summary>The distance of each from its lower neighbour towards the upper, in [0, 1).</summary>
    public float[] Parts { get; }

    public long[] Nearest { get; }

    /// <summary>Whether every pixel is one of the source's, in its order.</summary>
    public bool KeepsAll => source == Target && Parts.All(part => part is 0);

    private long Inside(float place) => Math.Clamp((long)place, 0, source - 1);
}
