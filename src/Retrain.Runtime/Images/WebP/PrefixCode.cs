namespace Retrain.Runtime.Images.WebP;

/// <summary>A canonical prefix code of symbols, given by the length of each (RFC 9649, section 3.7.2).</summary>
internal sealed class PrefixCode
{
    private const int MaximumLength = 15;
    private const int FirstRepeat = 16;
    private static readonly byte[] LengthOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int[] counts = new int[MaximumLength + 1]; // [length]: how many symbols have it
    private readonly int[] symbols;                             // by length, then by value

    private PrefixCode(ReadOnlySpan<byte> lengths)
    {
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        counts[0] = 0;
        int[] next = new int[MaximumLength + 2];
        for (int length = 1; length <= MaximumLength; length++)
        {
            next[length + 1] = next[length] + counts[length];
        }

        symbols = new int[next[^1]];
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }

        if (symbols.Length != 1 && !IsComplete)
        {
            throw new InvalidDataException("a prefix code of the lossless WebP is not complete");
        }
    }

    private bool IsComplete =>
        counts.Select((count, length) => (long)count << (MaximumLength - length)).Sum() == 1 << MaximumLength;

    /// <summary>Reads a code itself.</summary>
    /// <param name="bits">The bits from the code on.</param>
    /// <param name="symbolCount">The number of symbols that it may have.</param>
    /// <exception cref="InvalidDataException">It is not a prefix code, or the data ends before.</exception>
    public static PrefixCode Read(ref LosslessBits bits, int symbolCount)
    {
        byte[] lengths = new byte[symbolCount];
        if (bits.ReadBit() == 1)
        {
            ReadSimple(ref bits, lengths);
        }
        else
        {
            ReadLengths(ref bits, lengths);
        }

        return new PrefixCode(lengths);
    }

    /// <summary>Reads a symbol; the only symbol of a code takes no bits.</summary>
    /// <exception cref="InvalidDataException">The data ends before.</exception>
    public int ReadSymbol(ref LosslessBits bits)
    {
        if (symbols.Length == 1)
        {
            return symbols[0];
        }

        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; ; length++)
        {
            code |= bits.ReadBit();
            if (code - first < counts[length])
            {
                return symbols[index + code - first];
            }

            index += counts[length];
            first = (first + counts[length]) << 1;
            code <<= 1;
        }
    }

    // One symbol or two.
    private static void ReadSimple(ref LosslessBits bits, byte[] lengths)
    {
        bool hasTwo = bits.ReadBit() == 1;
        int symbolBits = bits.ReadBit() == 1 ? 8 : 1;
        Set(bits.Read(symbolBits));
        if (hasTwo)
        {
            Set(bits.Read(8));
        }

        void Set(int symbol)
        {
            if (symbol >= lengths.Length)
            {
                throw new InvalidDataException("a prefix code of the lossless WebP has a symbol that does not exist");
            }

            lengths[symbol] = 1;
        }
    }

    // The lengths are coded themselves, with a code whose lengths come first.
    private static void ReadLengths(ref LosslessBits bits, byte[] lengths)
    {
        byte[] lengthsOfLengths = new byte[LengthOrder.Length];
        int coded = 4 + bits.Read(4);
        foreach (byte length in LengthOrder.AsSpan(0, coded))
        {
            lengthsOfLengths[length] = (byte)bits.Read(3);
        }

        PrefixCode lengthCode = new(lengthsOfLengths);
        int left = bits.ReadBit() == 0 ? lengths.Length : 2 + bits.Read(2 + (2 * bits.Read(3)));
        byte previous = 8;
        int symbol = 0;
        while (symbol < lengths.Length && left-- > 0)
        {
            int length = lengthCode.ReadSymbol(ref bits);
            if (length < FirstRepeat)
            {
                lengths[symbol++] = (byte)length;
                previous = length > 0 ? (byte)length : previous;
                continue;
            }

            int count = length switch { 16 => 3 + bits.Read(2), 17 => 3 + bits.Read(3), _ => 11 + bits.Read(7) };
            if (symbol + count > lengths.Length)
            {
                throw new InvalidDataException("a prefix code of the lossless WebP has too many lengths");
            }

            lengths.AsSpan(symbol, count).Fill(length == FirstRepeat ? previous : (byte)0);
            symbol += count;
        }
    }
}
