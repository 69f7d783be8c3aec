using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime.Images;
using Retrain.Training.Digests;
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

    /// <summary>Makes the network's input of an image. Only the part of the resized image that is cut out is ever computed.</summary>
    /// <param name="destination">Receives the values before normalisation. // [heightPixels, widthPixels, 3]</param>
    public void Apply(PixelBuffer pixels, int widthPixels, int heightPixels, Span<float> destination)
    {
        ResizeWindow window = new(PrecropWidthPixels, PrecropHeightPixels, CropLeftPixels, CropTopPixels, widthPixels, heightPixels);
        BilinearResize.Resize(pixels, window, destination);
        if (Flipped)
        {
            Mirror(destination, widthPixels);
        }

        foreach (ref float value in destination)
        {
            value *= Brightness;
        }
    }

    private static void Mirror(Span<float> rgb, int widthPixels)
    {
        for (int row = 0; row < rgb.Length; row += widthPixels * BilinearResize.Channels)
        {
            rgb.Slice(row, widthPixels * BilinearResize.Channels).Reverse();
        }

        // That turned R G B round as well.
        for (int pixel = 0; pixel < rgb.Length; pixel += BilinearResize.Channels)
        {
            rgb.Slice(pixel, BilinearResize.Channels).Reverse();
        }
    }
}
