namespace Retrain.Runtime.Images.WebP;

/// <summary>
/// Counts the groups of prefix codes of a lossless WebP. A decoder builds tables of 6 to 20 KB for each before it reads the first pixel,
/// and a group may take no more than three bytes of the file (RFC 9649, section 3.7.2.2).
/// </summary>
internal static class PrefixGroups
{
    private const byte Signature = 0x2f;
    private const int HeaderBytes = 5;

    private enum Transform
    {
        Predictor,
        Color,
        SubtractGreen,
        ColorIndexing,
    }

    /// <summary>Counts the groups of an image that says its size itself (the data of a <c>VP8L</c> chunk).</summary>
    /// <inheritdoc cref="Count" />
    public static int CountWithHeader(ReadOnlySpan<byte> image, int widthPixels, int heightPixels)
    {
        if (image.Length <= HeaderBytes || image[0] != Signature)
        {
            return 0;
        }

        LosslessBits header = new(image[1..]);
        bool isOfSize = header.Read(14) == widthPixels - 1 && header.Read(14) == heightPixels - 1;
        return isOfSize ? Count(image[HeaderBytes..], widthPixels, heightPixels) : 0;
    }

    /// <summary>Counts the groups of an image without a header, as an <c>ALPH</c> chunk has after its first byte.</summary>
    /// <returns>The number; zero if the data is damaged before it is known, and then no decoder builds a table.</returns>
    public static int Count(ReadOnlySpan<byte> image, int widthPixels, int heightPixels)
    {
        try
        {
            LosslessBits bits = new(image);
            return ReadCount(ref bits, widthPixels, heightPixels, out _);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    /// <summary>Reads all that comes before the groups.</summary>
    /// <param name="bits">The bits of an image from its transforms on; afterwards those from the first group on.</param>
    /// <param name="widthPixels">The image's width.</param>
    /// <param name="heightPixels">The image's height.</param>
    /// <param name="colorCacheBits">The size of the pixels' colour cache, as its logarithm to base 2; zero without one.</param>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static int ReadCount(ref LosslessBits bits, int widthPixels, int heightPixels, out int colorCacheBits)
    {
        int width = SkipTransforms(ref bits, widthPixels, heightPixels);
        colorCacheBits = CodedImage.ReadColorCacheBits(ref bits);
        return bits.ReadBit() == 0 ? 1 : 1 + ReadBlocks(ref bits, width, heightPixels).Max(block => (int)(block >> 8) & 0xffff);
    }

    // Few colours are packed into fewer pixels.
    private static int SkipTransforms(ref LosslessBits bits, int widthPixels, int height)
    {
        int width = widthPixels;
        HashSet<Transform> seen = [];
        while (bits.ReadBit() == 1)
        {
            Transform transform = (Transform)bits.Read(2);
            if (!seen.Add(transform))
            {
                throw new InvalidDataException("the lossless WebP has a transform twice");
            }

            if (transform is Transform.Predictor or Transform.Color)
            {
                _ = ReadBlocks(ref bits, width, height);
            }
            else if (transform is Transform.ColorIndexing)
            {
                int colors = 1 + bits.Read(8);
                _ = CodedImage.Read(ref bits, colors, height: 1);
                int pixelsPerByte = colors switch { <= 2 => 8, <= 4 => 4, <= 16 => 2, _ => 1 };
                width = Blocks(width, pixelsPerByte);
            }
        }

        return width;
    }

    // An image with a pixel for each block of the pixels.
    private static uint[] ReadBlocks(ref LosslessBits bits, int width, int height)
    {
        int blockPixels = 1 << (2 + bits.Read(3));
        return CodedImage.Read(ref bits, Blocks(width, blockPixels), Blocks(height, blockPixels));
    }

    private static int Blocks(int pixels, int blockPixels) => (pixels + blockPixels - 1) / blockPixels;
}
