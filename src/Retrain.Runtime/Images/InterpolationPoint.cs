namespace Retrain.Runtime.Images;

/// <summary>The two source pixels of an axis that an output pixel lies between.</summary>
/// <param name="Lower">The source pixel at or before it.</param>
/// <param name="Upper">The source pixel after it; the same at the edge or where it falls on a pixel.</param>
/// <param name="Weight">The upper's share, in [0, 1).</param>
internal readonly record struct InterpolationPoint(int Lower, int Upper, float Weight)
{
    /// <summary>The number of source pixels per output pixel, in float32 like TensorFlow's CalculateResizeScale.</summary>
    public static float Scale(int sourcePixels, long outputPixels) => sourcePixels / (float)outputPixels;

    /// <summary>TensorFlow's compute_interpolation_weights with its LegacyScaler: pixel i lies at i * scale.</summary>
    public static InterpolationPoint At(long output, float scale, int sourcePixels)
    {
        float position = output * scale;
        float floor = MathF.Floor(position);
        int last = sourcePixels - 1;
        return new(Math.Min((int)floor, last), Math.Min((int)MathF.Ceiling(position), last), position - floor);
    }

    /// <summary>Computes the points of a part of an axis.</summary>
    /// <param name="points">Receives the points of the output pixels from <paramref name="first"/> on.</param>
    /// <param name="first">The first output pixel to compute.</param>
    /// <param name="scale">See <see cref="Scale"/>.</param>
    /// <param name="sourcePixels">The length of the source's axis.</param>
    public static void Fill(Span<InterpolationPoint> points, long first, float scale, int sourcePixels)
    {
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = At(first + i, scale, sourcePixels);
        }
    }
}
