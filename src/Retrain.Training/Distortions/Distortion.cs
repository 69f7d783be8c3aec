using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime.Images;
using Retrain.Training.Digests;
using Retrain.Training.Sampling;

namespace Retrain.Training.Distortions;

/// <summary>A random distortion as in retrain.py's add_input_distortions: scale, crop, flip and brightness, in this order.</summary>
/// <param name="PrecropWidthPixels">The width that the image is resized to before cropping, where the network's own is the whole.</param>
/// <param name="PrecropHeightPixels">The height that the image is resized to before cropping, where the network's own is the whole.</param>
/// <param name="CropLeftPixels">The left edge of the network's input in the resized image.</param>
/// <param name="CropTopPixels">The top edge of the network's input in the resized image.</param>
/// <param name="Flipped">Whether the image is mirrored left to right.</param>
/// <param name="Brightness">The factor that every value is multiplied by, without clipping to [0, 255].</param>
internal sealed record Distortion(
    int PrecropWidthPixels, int PrecropHeightPixels, int CropLeftPixels, int CropTopPixels, bool Flipped, float Brightness)
{
    /// <summary>Draws variant <paramref name="variant"/> of an image: equal bytes, options and seed give an equal distortion.</summary>
    /// <param name="imageDigest">The SHA-256 of the image's bytes.</param>
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

    /// <summary>The size before cropping: (1 + crop / 100) * scale * size in float32, truncated as in retrain.py's graph.</summary>
    public static int PrecropPixels(int randomCropPercent, float resizeScale, int sizePixels)
    {
        float margin = (float)(1.0 + (randomCropPercent / 100.0));
        return (int)(margin * resizeScale * sizePixels);
    }

    /// <summary>Everything that determines the distorted image, for the cache's key.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"resize={PrecropWidthPixels}x{PrecropHeightPixels} crop={CropLeftPixels},{CropTopPixels} "
        + $"flip={(Flipped ? 1 : 0)} brightness={Brightness:R}");

    /// <summary>
    /// Computes the network's input from an image. Only the part that the network sees is ever computed. An image whose resized size is not
    /// the network's is enlarged and moved in the same proportion, before its centre is cut out.
    /// </summary>
    /// <param name="destination">Receives the values before normalisation, shape [heightPixels, widthPixels, 3].</param>
    public void Apply(PixelBuffer pixels, Preprocessing preprocessing, Span<float> destination)
    {
        ResizeZoom zoom = new(
            new(preprocessing.WidthPixels, PrecropWidthPixels, CropLeftPixels),
            new(preprocessing.HeightPixels, PrecropHeightPixels, CropTopPixels));
        ImageResize.Resize(pixels, preprocessing, zoom, destination);
        if (Flipped)
        {
            Mirror(destination, preprocessing.WidthPixels);
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

        // The reversal also turned R G B into B G R.
        for (int pixel = 0; pixel < rgb.Length; pixel += BilinearResize.Channels)
        {
            rgb.Slice(pixel, BilinearResize.Channels).Reverse();
        }
    }
}
