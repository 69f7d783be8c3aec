using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Caching;
using Retrain.Training.Sampling;

namespace Retrain.Training.Distortions;

/// <summary>One drawn distortion, as retrain.py's add_input_distortions: scale, crop, flip, brightness, in this order.</summary>
/// <param name="PrecropWidthPixels">The whole image is resized to this, whatever its shape, before cropping.</param>
/// <param name="PrecropHeightPixels">Likewise.</param>
/// <param name="CropLeftPixels">Where the network's input begins in it.</param>
/// <param name="CropTopPixels">Likewise.</param>
/// <param name="Flipped">Mirrored left to right.</param>
/// <param name="Brightness">Every value is multiplied by it; nothing is clipped to [0, 255].</param>
internal sealed record Distortion(
    int PrecropWidthPixels, int PrecropHeightPixels, int CropLeftPixels, int CropTopPixels, bool Flipped, float Brightness)
{
    /// <summary>Draws variant <paramref name="variant"/> of an image: equal bytes, options and seed give an equal distortion.</summary>
    /// <param name="imageDigest">SHA-256 of the image's bytes.</param>
    public static Distortion Draw(DistortionOptions options, Digest imageDigest, int variant, long seed, int widthPixels, int heightPixels)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"{seed}/{imageDigest}/{variant}");
        SeededRandom random = new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(source))));
        float scale = random.NextSingle(1, 1 + (options.RandomScalePercent / 100f));
        int precropWidth = PrecropPixels(options.RandomCropPercent, scale, widthPixels);
        int precropHeight = PrecropPixels(options.RandomCropPercent, scale, heightPixels);
        int top = random.NextInt32(precropHeight - heightPixels + 1);
        int left = random.NextInt32(precropWidth - widthPixels + 1);
        bool flipped = options.FlipLeftRight && random.NextDouble() < 0.5;
        float brightness = random.NextSingle(1 - (options.RandomBrightnessPercent / 100f), 1 + (options.RandomBrightnessPercent / 100f));
        return new Distortion(precropWidth, precropHeight, left, top, flipped, brightness);
    }

    /// <summary>(1 + crop / 100) * scale * size in float32, then truncated, as in retrain.py's graph.</summary>
    public static int PrecropPixels(int randomCropPercent, float resizeScale, int sizePixels)
    {
        float margin = (float)(1.0 + (randomCropPercent / 100.0));
        return (int)(margin * resizeScale * sizePixels);
    }

    /// <summary>All that determines the distorted image, for the cache's key.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"resize={PrecropWidthPixels}x{PrecropHeightPixels} crop={CropLeftPixels},{CropTopPixels} flip={(Flipped ? 1 : 0)} brightness={Brightness:R}");

    /// <summary>Cuts the network's input out of the resized image.</summary>
    /// <param name="precropped">RGB values in [0, 255]. // [precropHeight, precropWidth, 3]</param>
    /// <param name="destination">Receives the values before normalisation. // [heightPixels, widthPixels, 3]</param>
    public void Apply(ReadOnlySpan<float> precropped, int widthPixels, int heightPixels, Span<float> destination)
    {
        for (int y = 0; y < heightPixels; y++)
        {
            ReadOnlySpan<float> source = precropped.Slice((((CropTopPixels + y) * PrecropWidthPixels) + CropLeftPixels) * 3, widthPixels * 3);
            Span<float> target = destination.Slice(y * widthPixels * 3, widthPixels * 3);
            for (int x = 0; x < widthPixels; x++)
            {
                int from = (Flipped ? widthPixels - 1 - x : x) * 3;
                target[x * 3] = source[from] * Brightness;
                target[(x * 3) + 1] = source[from + 1] * Brightness;
                target[(x * 3) + 2] = source[from + 2] * Brightness;
            }
        }
    }
}
