using System.Numerics;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>A component with all values 255: each block's mean, the DC coefficient, is 127 steps of 8 / 8 above 128.</summary>
internal static class WhiteBlock
{
    private const int Dc = 127;

    /// <summary>A quantisation table of 64 steps of 8; a DC step of 8 is one grey level.</summary>
    public static ReadOnlySpan<byte> QuantizationTable =>
    [
        8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
        8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    ];

    /// <summary>A table of one code, 0: end of block.</summary>
    public static ReadOnlySpan<byte> AcTable => [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>A table of two codes: 0 for no difference, 10 for the one from zero to white.</summary>
    public static byte[] DcTable(int lowBit) => [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)Math.Max(Bits(lowBit), 1)];

    public static void WriteFirst(JpegWriter output, bool afterRestart, int lowBit)
    {
        int bits = Bits(lowBit);
        if (afterRestart && bits > 0)
        {
            output.WriteBits(0b10, 2);
            output.WriteBits((uint)(Dc >> lowBit), bits);
        }
        else
        {
            output.WriteBits(0, 1);
        }
    }

    public static void WriteRefinement(JpegWriter output, int lowBit) => output.WriteBits((uint)(Dc >> lowBit) & 1, 1);

    private static int Bits(int lowBit) => BitOperations.Log2((uint)(Dc >> lowBit) << 1);
}
