using System.Buffers.Binary;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Writes lossless WebP files with what encoders do not write: a group of prefix codes for each block of pixels.</summary>
internal sealed class LosslessWebP
{
    private const int Predictor = 0;
    private const int ColorIndexing = 3;
    private static readonly int[] LengthOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly List<byte> bytes = [];
    private int bitCount;

    /// <summary>Makes a file whose pixels have one colour, in blocks of 4 x 4 with the groups 0, 1, 2 … in turn.</summary>
    /// <param name="predicted">Whether the file has a predictor for each block.</param>
    /// <param name="indexed">Whether its colours are in a table, with eight pixels in one.</param>
    public static byte[] Of(int width, int height, int groups, bool predicted = false, bool indexed = false)
    {
        LosslessWebP image = new();
        image.Write(0x2f, 8);
        image.Write(width - 1, 14);
        image.Write(height - 1, 14);
        image.Write(0, 4);
        image.WriteStream(width, height, groups, predicted, indexed);
        return Riff([.. "VP8L"u8, .. Sized(image.bytes)]);
    }

    /// <summary>Makes a lossy file of one grey with an alpha that is coded like <see cref="Of" />.</summary>
    /// <param name="lossy">A file of the same size.</param>
    public static byte[] OfAlpha(byte[] lossy, int width, int height, int groups)
    {
        LosslessWebP alpha = new();
        alpha.Write(1, 8);
        alpha.WriteStream(width, height, groups, predicted: false, indexed: false);
        LosslessWebP header = new();
        header.Write(0x10, 32);
        header.Write(width - 1, 24);
        header.Write(height - 1, 24);
        return Riff([.. "VP8X"u8, .. Sized(header.bytes), .. "ALPH"u8, .. Sized(alpha.bytes), .. lossy[12..]]);
    }

    /// <summary>Makes an animation of one frame that is a file, at the upper left of a larger one.</summary>
    public static byte[] OfAnimation(byte[] frame, int width, int height, int frameWidth, int frameHeight)
    {
        LosslessWebP header = new();
        header.Write(0x02, 32);
        header.Write(width - 1, 24);
        header.Write(height - 1, 24);
        LosslessWebP animation = new();
        animation.Write(0, 48);
        LosslessWebP place = new();
        place.Write(0, 48);
        place.Write(frameWidth - 1, 24);
        place.Write(frameHeight - 1, 24);
        place.Write(100, 32);
        return Riff(
        [
            .. "VP8X"u8, .. Sized(header.bytes), .. "ANIM"u8, .. Sized(animation.bytes),
            .. "ANMF"u8, .. Sized([.. place.bytes, .. frame[12..]]),
        ]);
    }

    private void WriteStream(int width, int height, int groups, bool predicted, bool indexed)
    {
        int codedWidth = width;
        if (predicted)
        {
            Write(1, 1);
            Write(Predictor, 2);
            WriteBlocks(Blocks(width) * Blocks(height), block => block % 14);
        }

        if (indexed)
        {
            Write(1, 1);
            Write(ColorIndexing, 2);
            Write(2 - 1, 8);
            WriteImage(2, _ => 0xff);
            codedWidth = (width + 7) / 8;
        }

        Write(0, 1);
        Write(0, 1);
        Write(1, 1);
        WriteBlocks(Blocks(codedWidth) * Blocks(height), block => block % groups);
        for (int code = 0; code < 5 * groups; code++)
        {
            WriteOneSymbol();
        }
    }

    private void WriteBlocks(int count, Func<int, int> value)
    {
        Write(0, 3);
        WriteImage(count, value);
    }

    // Red and green of each pixel take eight bits, all other values none.
    private void WriteImage(int count, Func<int, int> value)
    {
        Write(0, 1);
        WriteAllBytes(alphabet: 280);
        WriteAllBytes(alphabet: 256);
        WriteOneSymbol();
        WriteOneSymbol();
        WriteOneSymbol();
        for (int i = 0; i < count; i++)
        {
            WriteReversed(value(i) & 0xff);
            WriteReversed(value(i) >> 8);
        }
    }

    // A normal code: the lengths 8 and 0 take a bit each, then follow the lengths of all symbols.
    private void WriteAllBytes(int alphabet)
    {
        Write(0, 1);
        Write(12 - 4, 4);
        foreach (int length in LengthOrder[..12])
        {
            Write(length is 0 or 8 ? 1 : 0, 3);
        }

        Write(0, 1);
        for (int symbol = 0; symbol < alphabet; symbol++)
        {
            Write(symbol < 256 ? 1 : 0, 1);
        }
    }

    private void WriteOneSymbol() => Write(0b0001, 4);

    private void WriteReversed(int symbol)
    {
        for (int bit = 7; bit >= 0; bit--)
        {
            Write((symbol >> bit) & 1, 1);
        }
    }

    private void Write(long value, int bits)
    {
        for (int bit = 0; bit < bits; bit++, bitCount++)
        {
            if ((bitCount & 7) == 0)
            {
                bytes.Add(0);
            }

            bytes[^1] |= (byte)(((value >> bit) & 1) << (bitCount & 7));
        }
    }

    private static int Blocks(int pixels) => (pixels + 3) / 4;

    private static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. Sized([.. "WEBP"u8, .. chunks])];

    private static byte[] Sized(List<byte> data)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, data.Count);
        return [.. size, .. data, .. new byte[data.Count & 1]];
    }
}
