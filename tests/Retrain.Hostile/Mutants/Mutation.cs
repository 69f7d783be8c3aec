using System.Buffers.Binary;

namespace Retrain.Hostile.Mutants;

/// <summary>Changes a file as damage and malice do: flipped bits, odd bytes, wrong lengths, parts that are cut, doubled or moved.</summary>
internal static class Mutation
{
    private const int MostChanges = 4;

    // Lengths and sizes at which arithmetic breaks.
    private static readonly uint[] OddNumbers = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    public static byte[] Apply(ReadOnlySpan<byte> original, Random random)
    {
        List<byte> bytes = [.. original];
        int changes = random.Next(1, MostChanges + 1);
        for (int i = 0; i < changes && bytes.Count > 8; i++)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        // Half of the changes hit the first bytes, where headers are.
        int position = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
        int length = Math.Min(bytes.Count - position, 1 + random.Next(random.Next(2) == 0 ? 8 : bytes.Count));
        switch (random.Next(7))
        {
            case 0:
                bytes[position] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[position] = (byte)OddNumbers[random.Next(OddNumbers.Length)];
                break;
            case 2:
                WriteNumber(bytes, Math.Min(position, bytes.Count - 4), random);
                break;
            case 3:
                bytes.RemoveRange(position, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(position, length));
                break;
            case 5:
                bytes.RemoveRange(position, bytes.Count - position);
                break;
            default:
                byte[] noise = new byte[Math.Min(length, 256)];
                random.NextBytes(noise);
                bytes.InsertRange(position, noise);
                break;
        }
    }

    private static void WriteNumber(List<byte> bytes, int position, Random random)
    {
        Span<byte> number = stackalloc byte[4];
        uint value = OddNumbers[random.Next(OddNumbers.Length)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        }

        for (int i = 0; i < number.Length; i++)
        {
            bytes[position + i] = number[i];
        }
    }
}
