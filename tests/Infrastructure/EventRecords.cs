using System.Buffers.Binary;

namespace Retrain.Tests.Infrastructure;

/// <summary>
/// Reads event files without any code of ours: framing and CRC from their descriptions (TensorFlow's record_writer.h, RFC 3720), protocol
/// buffers by their wire format.
/// </summary>
internal static class EventRecords
{
    /// <summary>The records of a file, of which every CRC holds.</summary>
    public static List<byte[]> Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        List<byte[]> records = [];
        while (!file.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            BinaryPrimitives.ReadUInt32LittleEndian(file[8..]).ShouldBe(MaskedCrc(file[..8]), "CRC of a length");
            byte[] data = file.Slice(12, length).ToArray();
            BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]).ShouldBe(MaskedCrc(data), "CRC of a record");
            records.Add(data);
            file = file[(16 + length)..];
        }

        return records;
    }

    /// <summary>The fields of a message: numbers, or the bytes of texts, messages and fixed-size numbers.</summary>
    public static ILookup<int, object> Fields(byte[] message)
    {
        List<(int Number, object Value)> fields = [];
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint(message, ref at);
            fields.Add(((int)(key >> 3), (key & 7) switch
            {
                0 => Varint(message, ref at),
                1 => Bytes(message, ref at, 8),
                2 => Bytes(message, ref at, (int)Varint(message, ref at)),
                5 => Bytes(message, ref at, 4),
                _ => throw new InvalidDataException($"wire type {key & 7}"),
            }));
        }

        return fields.ToLookup(field => field.Number, field => field.Value);
    }

    /// <summary>Tag and number of the value's field of each summary in a record.</summary>
    public static IEnumerable<(string Tag, int Kind, byte[] Value)> Summaries(byte[] record)
    {
        const int summary = 5;
        foreach (byte[] value in Fields(record)[summary].Cast<byte[]>().SelectMany(message => Fields(message)[1]).Cast<byte[]>())
        {
            ILookup<int, object> fields = Fields(value);
            IGrouping<int, object> kind = fields.Single(field => field.Key is not (1 or 9));
            yield return (System.Text.Encoding.UTF8.GetString((byte[])fields[1].Single()), kind.Key, (byte[])kind.Single());
        }
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) is 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78; // the polynomial of RFC 3720, mirrored
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static byte[] Bytes(byte[] message, ref int at, int length) => message[at..(at += length)];
}
