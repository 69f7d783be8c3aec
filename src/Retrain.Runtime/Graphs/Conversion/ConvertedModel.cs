using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// A converted graph. Its weights are most of it, and are brought to their new order of axes only when they are written, so that only the
/// TensorFlow graph and the bytes of the model are in memory at once.
/// </summary>
internal sealed class ConvertedModel(ModelProto header, GraphProto graph, IReadOnlyList<OnnxWeight> weights)
{
    // Fields that hold a length and as many bytes.
    private static readonly uint GraphTag = WireFormat.MakeTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
    private static readonly uint InitializerTag =
        WireFormat.MakeTag(GraphProto.InitializerFieldNumber, WireFormat.WireType.LengthDelimited);

    private static readonly uint RawDataTag = WireFormat.MakeTag(TensorProto.RawDataFieldNumber, WireFormat.WireType.LengthDelimited);

    /// <summary>The model without its graph.</summary>
    public ModelProto Header => header;

    /// <summary>The graph without its weights.</summary>
    public GraphProto Graph => graph;

    /// <summary>A serialised ModelProto.</summary>
    public byte[] ToByteArray()
    {
        TensorProto[] tensors = [.. weights.Select(weight => weight.Header())];
        int[] sizes = [.. tensors.Zip(weights, (tensor, weight) => tensor.CalculateSize() + FieldSize(weight.SizeBytes))];
        int graphSize = checked(graph.CalculateSize() + sizes.Sum(FieldSize));
        byte[] bytes = LargeArray.Allocate(checked(header.CalculateSize() + FieldSize(graphSize)));
        Span<byte> rest = bytes;
        Write(header, ref rest);
        WriteLength(GraphTag, graphSize, ref rest);
        Write(graph, ref rest);
        for (int i = 0; i < tensors.Length; i++)
        {
            WriteLength(InitializerTag, sizes[i], ref rest);
            Write(tensors[i], ref rest);
            WriteLength(RawDataTag, weights[i].SizeBytes, ref rest);
            weights[i].CopyTo(rest[..weights[i].SizeBytes]);
            rest = rest[weights[i].SizeBytes..];
        }

        return bytes;
    }

    /// <summary>The size of tag, length and content; a tag here takes one byte.</summary>
    private static int FieldSize(int length) => checked(1 + CodedOutputStream.ComputeLengthSize(length) + length);

    private static void Write(IMessage message, ref Span<byte> rest)
    {
        int size = message.CalculateSize();
        message.WriteTo(rest[..size]);
        rest = rest[size..];
    }

    private static void WriteLength(uint tag, int length, ref Span<byte> rest)
    {
        rest[0] = (byte)tag;
        int written = 1;
        uint value = (uint)length;
        for (; value >= 0x80; value >>= 7)
        {
            rest[written++] = (byte)(value | 0x80); // seven bits, and that more follow
        }

        rest[written++] = (byte)value;
        rest = rest[written..];
    }
}
