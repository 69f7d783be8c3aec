using CsCheck;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.Onnx;

public sealed class OnnxMessageTests
{
    // Around the size from which on a weight stays in the model's bytes.
    private static readonly Gen<byte[]> Weight = Gen.OneOf(Gen.Int[0, 40], Gen.Int[4000, 4200]).SelectMany(size => Gen.Byte.Array[size]);

    // What is written one after the other is one message for a parser: fields then stand there more than once.
    private static readonly Gen<byte[]> Tensor = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 5], Weight, Gen.Int[0, 3]).Select(
        (name, weight, kind) => kind switch
        {
            0 => new TensorProto { Name = name, DataType = (int)DataType.Int8, Dims = { weight.Length } },
            1 => new TensorProto { RawData = ByteString.CopyFrom(weight), Int64Data = { 1, 2, -1 } },
            _ => new TensorProto { Name = name, RawData = ByteString.CopyFrom(weight) },
        }).Array[1, 3].Select(tensors => tensors.SelectMany(tensor => tensor.ToByteArray()).ToArray());

    private static readonly Gen<byte[]> Model = Gen.Select(Tensor.Array[0, 4], Gen.Bool, Gen.Bool).Select((tensors, first, again) =>
    {
        GraphProto nodes = new() { Name = "graph", Node = { new NodeProto { OpType = "Relu", Input = { "x" }, Output = { "y" } } } };
        using MemoryStream graph = new();
        using CodedOutputStream fields = new(graph);
        foreach (byte[] tensor in tensors)
        {
            fields.WriteTag(GraphProto.InitializerFieldNumber, WireFormat.WireType.LengthDelimited);
            fields.WriteBytes(ByteString.CopyFrom(tensor));
        }

        fields.Flush();
        byte[] weights = graph.ToArray();
        byte[][] parts = first ? [weights, nodes.ToByteArray()] : [nodes.ToByteArray(), weights];
        using MemoryStream file = new();
        using CodedOutputStream model = new(file);
        model.WriteTag(ModelProto.IrVersionFieldNumber, WireFormat.WireType.Varint);
        model.WriteInt64(8);
        foreach (byte[] part in again ? parts : [[.. parts[0], .. parts[1]]])
        {
            model.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
            model.WriteBytes(ByteString.CopyFrom(part));
        }

        model.Flush();
        return file.ToArray();
    });

    [Fact]
    public void ReadsWhatTheParserReads() => Model.Sample(bytes => OnnxMessage.Parse(bytes).Equals(ModelProto.Parser.ParseFrom(bytes)));

    [Fact]
    public void RefusesWhatTheParserRefuses() =>
        Gen.Select(Model, Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 3]).Sample((bytes, place, value, missing) =>
        {
            byte[] damaged = [.. bytes.AsSpan(0, Math.Max(0, bytes.Length - missing))];
            if (damaged.Length > 0)
            {
                damaged[place % damaged.Length] = value;
            }

            return Attempt(() => OnnxMessage.Parse(damaged)) is { } read
                ? read.Equals(Attempt(() => ModelProto.Parser.ParseFrom(damaged)))
                : Attempt(() => ModelProto.Parser.ParseFrom(damaged)) is null;
        });

    private static ModelProto? Attempt(Func<ModelProto> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
