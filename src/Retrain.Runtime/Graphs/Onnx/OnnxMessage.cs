using System.Buffers;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>
/// Parses ONNX models without a copy of their weights, which are nearly all of a model: large ones stay where they are in its bytes.
/// </summary>
internal static class OnnxMessage
{
    /// <summary>The size from which on a weight is large; shapes are computed from smaller ones.</summary>
    public const int LargeWeightBytes = 4096;

    private static readonly uint GraphTag = WireFormat.MakeTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
    private static readonly uint InitializerTag =
        WireFormat.MakeTag(GraphProto.InitializerFieldNumber, WireFormat.WireType.LengthDelimited);

    private static readonly uint RawDataTag = WireFormat.MakeTag(TensorProto.RawDataFieldNumber, WireFormat.WireType.LengthDelimited);

    /// <param name="bytes">A serialised ModelProto. They are not to be changed afterwards, as the model's weights lie in them.</param>
    /// <exception cref="InvalidProtocolBufferException">They are not one.</exception>
    public static ModelProto Parse(ReadOnlyMemory<byte> bytes)
    {
        List<ReadOnlyMemory<byte>> weights = [];
        ArrayBufferWriter<byte> rest = new();
        if (!TryCopy(bytes, GraphTag, rest, (graph, target) =>
            TryCopy(graph, InitializerTag, target, (tensor, header) => TryCopyHeader(tensor, header, weights))))
        {
            // The parser says what is wrong, or knows a way to write messages that is not usual.
            return ModelProto.Parser.ParseFrom(bytes.Span);
        }

        ModelProto model = ModelProto.Parser.ParseFrom(rest.WrittenSpan);
        foreach ((TensorProto tensor, ReadOnlyMemory<byte> weight) in (model.Graph?.Initializer ?? []).Zip(weights))
        {
            if (!weight.IsEmpty)
            {
                tensor.RawData = UnsafeByteOperations.UnsafeWrap(weight);
            }
        }

        return model;
    }

    /// <summary>Copies a message, but each field that has the tag in another form.</summary>
    /// <returns>Whether the message is well formed, as far as it was looked at.</returns>
    private static bool TryCopy(
        ReadOnlyMemory<byte> message,
        uint tag,
        ArrayBufferWriter<byte> target,
        Func<ReadOnlyMemory<byte>, ArrayBufferWriter<byte>, bool> tryCopyField)
    {
        ArrayBufferWriter<byte> field = new();
        for (int place = 0; place < message.Length;)
        {
            if (WireField.At(message.Span, place) is not { } found)
            {
                return false;
            }

            if (found.Tag != tag)
            {
                target.Write(message.Span[place..found.End]);
            }
            else
            {
                field.ResetWrittenCount();
                if (!tryCopyField(message[found.Content..found.End], field))
                {
                    return false;
                }

                WriteVarint(target, tag);
                WriteVarint(target, (uint)field.WrittenCount);
                target.Write(field.WrittenSpan);
            }

            place = found.End;
        }

        return true;
    }

    // Of a field that stands there more than once, the last counts.
    private static bool TryCopyHeader(
        ReadOnlyMemory<byte> tensor, ArrayBufferWriter<byte> header, List<ReadOnlyMemory<byte>> weights)
    {
        ReadOnlyMemory<byte> weight = default;
        for (int place = 0; place < tensor.Length;)
        {
            if (WireField.At(tensor.Span, place) is not { } found)
            {
                return false;
            }

            ReadOnlyMemory<byte> content = tensor[found.Content..found.End];
            bool isLarge = found.Tag == RawDataTag && content.Length >= LargeWeightBytes;
            weight = isLarge ? content : found.Tag == RawDataTag ? default : weight;
            if (!isLarge)
            {
                header.Write(tensor.Span[place..found.End]);
            }

            place = found.End;
        }

        weights.Add(weight);
        return true;
    }

    private static void WriteVarint(ArrayBufferWriter<byte> target, uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            target.Write([(byte)(value | 0x80)]); // seven bits, and that more follow
        }

        target.Write([(byte)value]);
    }
}
