namespace Retrain.Runtime.Images.Cmyk;

/// <summary>A Huffman table as a file defines it (ITU-T T.81, B.2.4.2), and the decoding procedure of F.2.2.3.</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 16;

    private readonly byte[] definition; // 16 counts of codes by their length, then the symbols

    public HuffmanTable(ReadOnlySpan<byte> definition) => this.definition = definition.ToArray();

    public ReadOnlySpan<byte> Definition => definition;

    /// <summary>Parses a segment, which may define several tables.</summary>
    /// <param name="payload">The segment.</param>
    /// <param name="tables">By the byte that holds class (0 DC, 1 AC) and number.</param>
    public static void ReadAll(ReadOnlySpan<byte> payload, Dictionary<byte, HuffmanTable> tables)
    {
        while (payload.Length > LongestCode)
        {
            int symbols = 0;
            foreach (byte count in payload.Slice(1, LongestCode))
            {
                symbols += count;
            }

            int lengthBytes = LongestCode + symbols;
            if (payload.Length < 1 + lengthBytes)
            {
                break;
            }

            tables[payload[0]] = new HuffmanTable(payload.Slice(1, lengthBytes));
            payload = payload[(1 + lengthBytes)..];
        }
    }

    public byte Next(ref EntropyCopy entropy)
    {
        int code = 0;
        int firstCode = 0;
        int firstSymbol = LongestCode;
        for (int length = 0; length < LongestCode; length++)
        {
            code = (code << 1) | entropy.NextBit();
            int count = definition[length];
            if (code - firstCode < count)
            {
                return definition[firstSymbol + code - firstCode];
            }

            firstCode = (firstCode + count) << 1;
            firstSymbol += count;
        }

        throw new InvalidDataException("a code is in no Huffman table");
    }
}
