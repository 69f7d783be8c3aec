namespace Retrain.Runtime.Images.WebP;

/// <summary>
/// Reads an image with one group of prefix codes, as a lossless WebP has several before its pixels: for its transforms, and to say which
/// group of codes a block of the pixels is read with (RFC 9649, section 3.7).
/// </summary>
internal sealed class CodedImage
{
    private const int Literals = 256;
    private const int LengthPrefixes = 24;
    private const int DistancePrefixes = 40;
    private const uint HashFactor = 0x1e35a7bd;

    // The nearest pixels above and to the left have the smallest distance codes: by their Euclidean distance, the upper before the left.
    private static readonly (int X, int Y)[] NearPixels =
    [
        .. Enumerable.Range(0, 8).SelectMany(y => Enumerable.Range(-7, 16).Select(x => (X: x, Y: y)))
            .Where(near => near.Y > 0 || near.X > 0)
            .OrderBy(near => (near.X * near.X) + (near.Y * near.Y)).ThenBy(near => Math.Abs(near.X)).ThenByDescending(near => near.X),
    ];

    private readonly int width;
    private readonly uint[] argb;
    private readonly uint[] colorCache;
    private readonly int colorCacheBits;
    private readonly PrefixCode[] codes; // green with lengths and colours of the cache, red, blue, alpha, distance
    private int filled;

    private CodedImage(ref LosslessBits bits, int width, int height)
    {
        this.width = width;
        argb = new uint[width * height];
        colorCacheBits = ReadColorCacheBits(ref bits);
        colorCache = new uint[colorCacheBits == 0 ? 0 : 1 << colorCacheBits];
        codes =
        [
            PrefixCode.Read(ref bits, Literals + LengthPrefixes + colorCache.Length), PrefixCode.Read(ref bits, Literals),
            PrefixCode.Read(ref bits, Literals), PrefixCode.Read(ref bits, Literals), PrefixCode.Read(ref bits, DistancePrefixes),
        ];
    }

    /// <returns>The pixels, <c>[height * width]</c>, each as 0xAARRGGBB.</returns>
    /// <exception cref="InvalidDataException">The image is damaged, or the data ends before.</exception>
    public static uint[] Read(ref LosslessBits bits, int width, int height)
    {
        CodedImage image = new(ref bits, width, height);
        while (image.filled < image.argb.Length)
        {
            image.ReadNext(ref bits);
        }

        return image.argb;
    }

    /// <summary>Reads how many colours the cache of an image holds.</summary>
    /// <returns>The logarithm to base 2; zero without a cache.</returns>
    public static int ReadColorCacheBits(ref LosslessBits bits) =>
        bits.ReadBit() == 0 ? 0
        : bits.Read(4) is >= 1 and <= 11 and int read ? read
        : throw new InvalidDataException("a colour cache of the lossless WebP has a size that does not exist");

    private void ReadNext(ref LosslessBits bits)
    {
        int symbol = codes[0].ReadSymbol(ref bits);
        if (symbol < Literals)
        {
            uint red = (uint)codes[1].ReadSymbol(ref bits);
            uint blue = (uint)codes[2].ReadSymbol(ref bits);
            uint alpha = (uint)codes[3].ReadSymbol(ref bits);
            Add((alpha << 24) | (red << 16) | ((uint)symbol << 8) | blue);
        }
        else if (symbol < Literals + LengthPrefixes)
        {
            int length = ReadPrefixed(ref bits, symbol - Literals);
            Copy(length, DistanceOf(ReadPrefixed(ref bits, codes[4].ReadSymbol(ref bits))));
        }
        else
        {
            Add(colorCache[symbol - Literals - LengthPrefixes]);
        }
    }

    private void Copy(int length, int distance)
    {
        if (distance > filled || length > argb.Length - filled)
        {
            throw new InvalidDataException("the lossless WebP copies pixels that do not exist");
        }

        for (int i = 0; i < length; i++)
        {
            Add(argb[filled - distance]);
        }
    }

    private void Add(uint color)
    {
        argb[filled++] = color;
        if (colorCache.Length > 0)
        {
            colorCache[(HashFactor * color) >> (32 - colorCacheBits)] = color;
        }
    }

    private int DistanceOf(int code)
    {
        if (code > NearPixels.Length)
        {
            return code - NearPixels.Length;
        }

        (int x, int y) = NearPixels[code - 1];
        return Math.Max((y * width) + x, 1);
    }

    // A length or a distance: its first bits are the prefix, the rest follows as it is.
    private static int ReadPrefixed(ref LosslessBits bits, int prefix)
    {
        if (prefix < 4)
        {
            return prefix + 1;
        }

        int extraBits = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extraBits) + bits.Read(extraBits) + 1;
    }
}
