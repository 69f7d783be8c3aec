namespace Retrain.Runtime.Images.Cmyk;

/// <summary>A Huffman table as a file defines it (ITU-T T.81, B.2.4.2), and the decoding procedure of F.2.2.3.</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 16;
    private const int ShortBits = 8;

    private readonly byte[] definition; // 16 counts of codes by their length, then the symbols
    private readonly ushort[] shortCodes = new ushort[1 << ShortBits]; // length and symbol by the next bits; 0 where the code is longer

    public HuffmanTable(ReadOnlySpan<byte> definition)
    {
        this.definition = definition.ToArray();
        for (int next = 0; next < shortCodes.Length; next++)
        {
            (int length, byte symbol) = Find(next << (LongestCode - ShortBits), ShortBits);
            shortCodes[next] = (ushort)((length << 8) | symbol);
        }
    }

    public ReadOnlySpan<byte> Definition => definition;

    /// <summary>Parses a segment, which may define several tables.</summary>
    /// <param name="payload">The segment.</param>
    /// <param name="tables">Receives the tables by the byte that holds their class (0 DC, 1 AC) and number.</param>
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
        int next = entropy.Peek();
        int known = shortCodes[next >> (LongestCode - ShortBits)];
        (int length, byte symbol) = known != 0 ? (known >> 8, (byte)known) : Find(next, LongestCode);
        entropy.Take(length > 0 ? length : throw new InvalidDataException("a code is not in its Huffman table"));
        return symbol;
    }

    /// <returns>The code that the 16 bits begin with; length 0 if there is none up to the longest length.</returns>
    private (int Length, byte Symbol) Find(int next, int longest)
    {
        int firstCode = 0;
        int firstSymbol = LongestCode;
        for (int length = 1; length <= longest; length++)
        {
            int index = (next >> (LongestCode - length)) - firstCode;
            int count = definition[length - 1];
            if (index < count)
            {
                return (length, definition[firstSymbol + index]);
            }

            firstCode = (firstCode + count) << 1;
            firstSymbol += count;
        }

        return default;
    }
}
