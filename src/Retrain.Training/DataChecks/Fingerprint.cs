using System.Numerics.Tensors;
using Retrain.Runtime.Images;

namespace Retrain.Training.DataChecks;

/// <summary>
/// The features of a photo that stay when it is saved again in another size or quality: its coarse light and dark, as the lowest
/// frequencies of its cosine transform. The idea is that of pHash (Zauner, "Implementation and Benchmarking of Perceptual Image Hash
/// Functions", 2010, section 3.2.1), but with values instead of signs.
/// </summary>
/// <param name="WidthPixels">The width of the image.</param>
/// <param name="HeightPixels">The height of the image.</param>
/// <param name="ExifOrientation">The EXIF orientation that was ignored, from 1 (upright or turned upright) to 8.</param>
/// <param name="Frequencies">A vector of length 1, shape [65], or of zeros if the image is a single shade of grey.</param>
/// <param name="IsWideGamut">Whether a colour profile says that the colours are not sRGB's but wider.</param>
internal sealed record Fingerprint(
    int WidthPixels, int HeightPixels, int ExifOrientation, float[] Frequencies, bool IsWideGamut = false)
{
    /// <summary>The number of values in <see cref="Frequencies"/>.</summary>
    public const int Length = ((HighestFrequency + 1) * (HighestFrequency + 2) / 2) - 1;

    private const int SizePixels = 32;
    private const int HighestFrequency = 10;

    // A difference of one shade in one of the 32 x 32 pixels has some thirty times this length. Rounding, which depends on the processor,
    // has a tenth.
    private const float LeastLength = 1;

    // [frequency, pixel]
    private static readonly float[] Cosines =
    [
        .. Enumerable.Range(0, HighestFrequency + 1).SelectMany(frequency => Enumerable.Range(0, SizePixels)
            .Select(pixel => (float)(Math.Cos(Math.PI * frequency * (pixel + 0.5) / SizePixels) * (frequency == 0 ? Math.Sqrt(0.5) : 1)))),
    ];

    /// <summary>Whether each frequency changes its sign when the photo is mirrored.</summary>
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
            // The amplitudes of a photo fall with the frequency. Weighting them by it makes all frequencies equally important.
            float weight = MathF.Sqrt((horizontal * horizontal) + (vertical * vertical));
            frequencies[i] = weight * TensorPrimitives.Dot(rows.AsSpan(horizontal * SizePixels, SizePixels), Wave(vertical));
        }

        float length = TensorPrimitives.Norm<float>(frequencies);
        TensorPrimitives.Divide(frequencies, length > LeastLength ? length : float.PositiveInfinity, frequencies);
        return new Fingerprint(pixels.WidthPixels, pixels.HeightPixels, exifOrientation, frequencies);
    }

    /// <summary>Writes the frequencies of the mirrored photo.</summary>
    public void Mirror(Span<float> frequencies)
    {
        for (int i = 0; i < Length; i++)
        {
            frequencies[i] = IsOdd[i] ? -Frequencies[i] : Frequencies[i];
        }
    }

    /// <summary>The similarity of two photos, or of one and the other's mirror image; 1 if they are equal.</summary>
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

    // The mean is left out because it depends on the brightness.
    private static IEnumerable<(int Horizontal, int Vertical)> Waves() =>
        Enumerable.Range(0, HighestFrequency + 1)
            .SelectMany(vertical => Enumerable.Range(0, HighestFrequency + 1 - vertical).Select(horizontal => (horizontal, vertical)))
            .Skip(1);

    // Averages the luma (ITU-R BT.601), so that every pixel of a large photo counts. // [SizePixels, SizePixels]
    private static float[] Shrink(PixelBuffer pixels)
    {
        float[] grey = new float[SizePixels * SizePixels];
        int[] counts = new int[SizePixels * SizePixels];
        int height = Math.Max(pixels.HeightPixels, SizePixels), width = Math.Max(pixels.WidthPixels, SizePixels);
        for (int y = 0; y < height; y++)
        {
            // If a photo is smaller than the fingerprint, some pixels are used several times.
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
