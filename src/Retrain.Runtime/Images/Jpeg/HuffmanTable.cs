using System.Runtime.CompilerServices;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>A Huffman table as a file defines it (ITU-T T.81, B.2.4.2), and the decoding procedure of F.2.2.3.</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 16;
    private const int ShortBits = 10;

    private readonly byte[] definition; // 16 counts of codes by their length, then the symbols
    private ushort[]? shortCodes; // length and symbol by the next bits; 0 where the code is longer

    public HuffmanTable(ReadOnlySpan<byte> definition) => this.definition = definition.ToArray();

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

    /// <summary>Takes a code.</summary>
    /// <exception cref="InvalidDataException">The bits are not a code of the table, or the scan has ended.</exception>
    public byte Next(ref EntropyReader entropy)
    {
        (int length, byte symbol) = PeekValid(ref entropy);
        entropy.Take(length);
        return symbol;
    }

    /// <summary>Copies a code and the bits of the value behind it, as many as the symbol's lower four bits say.</summary>
    /// <exception cref="InvalidDataException">The bits are not a code of the table, or the scan has ended.</exception>
    public byte Copy(ref EntropyReader entropy, JpegWriter output)
    {
        (int length, byte symbol) = PeekValid(ref entropy);
        length += symbol & 15;
        output.WriteBits(entropy.Take(length), length);
        return symbol;
    }

    /// <summary>Takes zero for bits that are not a code, as libjpeg does (jpeg_huff_decode, jdhuff.c).</summary>
    /// <returns>False where the scan has ended.</returns>
    public bool TryNext(ref EntropyReader entropy, out byte symbol)
    {
        (int length, symbol) = Peek(ref entropy);
        return entropy.TryTake(length > 0 ? length : LongestCode);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Length, byte Symbol) PeekValid(ref EntropyReader entropy)
    {
        (int Length, byte Symbol) code = Peek(ref entropy);
        return code.Length > 0 ? code : throw new InvalidDataException("a code is not in its Huffman table");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Length, byte Symbol) Peek(ref EntropyReader entropy)
    {
        int next = entropy.Peek();
        int known = (shortCodes ??= ShortCodes())[next >> (LongestCode - ShortBits)];
        return known != 0 ? (known >> 8, (byte)known) : Find(next, LongestCode);
    }

    private ushort[] ShortCodes()
    {
        ushort[] codes = new ushort[1 << ShortBits];
        for (int next = 0; next < codes.Length; next++)
        {
            (int length, byte symbol) = Find(next << (LongestCode - ShortBits), ShortBits);
            codes[next] = (ushort)((length << 8) | symbol);
        }

        return codes;
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
