namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>A field of a protobuf message, where it stands.</summary>
/// <param name="Tag">Its number and type.</param>
/// <param name="Content">The place of its content.</param>
/// <param name="End">The place behind it.</param>
internal readonly record struct WireField(uint Tag, int Content, int End)
{
    private const int LongestVarintBytes = 10;

    /// <summary>Finds the end of a field.</summary>
    /// <returns><see langword="null"/> where the message is damaged, or has a group, which ONNX does not use.</returns>
    public static WireField? At(ReadOnlySpan<byte> message, int place)
    {
        if (Varint(message, ref place) is not (<= uint.MaxValue and ulong tag))
        {
            return null;
        }

        int content = place;
        ulong? length = (tag & 7) switch
        {
            0 => Varint(message, ref place) is null ? null : (ulong)(place - content),
            1 => 8,
            2 => Varint(message, ref content),
            5 => 4,
            _ => null,
        };
        return length <= (ulong)(message.Length - content) ? new((uint)tag, content, content + (int)length) : null;
    }

    private static ulong? Varint(ReadOnlySpan<byte> message, ref int place)
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarintBytes && place < message.Length; i++)
        {
            byte next = message[place++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        return null;
    }
}
