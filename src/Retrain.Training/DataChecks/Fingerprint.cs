using System.Numerics.Tensors;
using Retrain.Runtime.Images;

namespace Retrain.Training.DataChecks;

/// <summary>
/// What stays of a photo when it is saved again, in another size or with other losses: its coarse light and dark, as the lowest
/// frequencies of its cosine transform (the idea of pHash: Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
/// 2010, section 3.2.1), here as numbers and not as signs.
/// </summary>
/// <param name="WidthPixels">Of the file.</param>
/// <param name="HeightPixels">Of the file.</param>
/// <param name="ExifOrientation">1 for upright, to 8.</param>
/// <param name="Frequencies">Of length 1, or all zero where the image is of one grey. // [65]</param>
internal sealed record Fingerprint(int WidthPixels, int HeightPixels, int ExifOrientation, float[] Frequencies)
{
    /// <summary>Numbers of <see cref="Frequencies"/>.</summary>
    public const int Length = ((HighestFrequency + 1) * (HighestFrequency + 2) / 2) - 1;

    private const int SizePixels = 32;
    private const int HighestFrequency = 10;

    // // [frequency, pixel]
    private static readonly float[] Cosines =
    [
        .. Enumerable.Range(0, HighestFrequency + 1).SelectMany(frequency => Enumerable.Range(0, SizePixels)
            .Select(pixel => (float)(Math.Cos(Math.PI * frequency * (pixel + 0.5) / SizePixels) * (frequency == 0 ? Math.Sqrt(0.5) : 1)))),
    ];

    /// <summary>Which frequencies change their sign when the photo is mirrored.</summary>
    private static readonly bool[] IsOdd = [.. Waves().Select(wave => (wave.Horizontal & 1) == 1)];

    public static Fingerprint Of(PixelBuffer pixels, int exifOrientation)
    {
        float[] grey = Shrink(pixels);
        float[] frequencies = new float[Length];
        float[] rows = new float[(HighestFrequency + 1) * SizePixels]; // [horizontal frequency, y]
        for (int horizontal = 0; horizontal <= HighestFrequency; horizontal++)
        {
            for (int y = 0; y < SizePixels; y++)
            {
                rows[(horizontal * SizePixels) + y] = TensorPrimitives.Dot(grey.AsSpan(y * SizePixels, SizePixels), Wave(horizontal));
            }
        }

        foreach ((int i, (int horizontal, int vertical)) in Waves().Index())
        {
            // A photo's amplitudes fall with the frequency: weighted by it, each tells as much.
            float weight = MathF.Sqrt((horizontal * horizontal) + (vertical * vertical));
            frequencies[i] = weight * TensorPrimitives.Dot(rows.AsSpan(horizontal * SizePixels, SizePixels), Wave(vertical));
        }

        float length = TensorPrimitives.Norm<float>(frequencies);
        TensorPrimitives.Divide(frequencies, length > 1e-3f ? length : float.PositiveInfinity, frequencies);
        return new Fingerprint(pixels.WidthPixels, pixels.HeightPixels, exifOrientation, frequencies);
    }

    /// <summary>The frequencies of the photo seen in a mirror.</summary>
    public void Mirror(Span<float> frequencies)
    {
        for (int i = 0; i < Length; i++)
        {
            frequencies[i] = IsOdd[i] ? -Frequencies[i] : Frequencies[i];
        }
    }

    /// <summary>How much two photos, or one and the other's mirror image, are alike: 1 for equal ones.</summary>
    public static float Similarity(Fingerprint first, Fingerprint second)
    {
        float even = 0, odd = 0;
        for (int i = 0; i < Length; i++)
        {
            float product = first.Frequencies[i] * second.Frequencies[i];
            (even, odd) = IsOdd[i] ? (even, odd + product) : (even + product, odd);
        }

        return even + Math.Abs(odd);
    }

    private static ReadOnlySpan<float> Wave(int frequency) => Cosines.AsSpan(frequency * SizePixels, SizePixels);

    // All but the mean, which brightness changes.
    private static IEnumerable<(int Horizontal, int Vertical)> Waves() =>
        Enumerable.Range(0, HighestFrequency + 1)
            .SelectMany(vertical => Enumerable.Range(0, HighestFrequency + 1 - vertical).Select(horizontal => (horizontal, vertical)))
            .Skip(1);

    // Means of luma (ITU-R BT.601), so that no pixel of a large photo is left out. // [SizePixels, SizePixels]
    private static float[] Shrink(PixelBuffer pixels)
    {
        float[] grey = new float[SizePixels * SizePixels];
        int[] counts = new int[SizePixels * SizePixels];
        int height = Math.Max(pixels.HeightPixels, SizePixels), width = Math.Max(pixels.WidthPixels, SizePixels);
        for (int y = 0; y < height; y++)
        {
            // A photo smaller than the fingerprint gives some pixels several times.
            ReadOnlySpan<byte> row = pixels.Row((int)((long)y * pixels.HeightPixels / height));
            int target = (int)((long)y * SizePixels / height) * SizePixels;
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> rgb = row[((int)((long)x * pixels.WidthPixels / width) * PixelBuffer.BytesPerPixel)..];
                int cell = target + (int)((long)x * SizePixels / width);
                grey[cell] += (0.299f * rgb[0]) + (0.587f * rgb[1]) + (0.114f * rgb[2]);
                counts[cell]++;
            }
        }

        for (int cell = 0; cell < grey.Length; cell++)
        {
            grey[cell] /= counts[cell];
        }

        return grey;
    }
}
