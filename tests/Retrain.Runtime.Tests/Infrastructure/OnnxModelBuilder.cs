using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Writes small ONNX models of one input, "image", and one output.</summary>
internal sealed class OnnxModelBuilder
{
    private readonly ModelProto model = new()
    {
        IrVersion = 8,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
        Graph = new GraphProto { Name = "test" },
    };

    public OnnxModelBuilder Opset(long version)
    {
        model.OpsetImport[0].Version = version;
        return this;
    }

    /// <param name="shape">The input's shape, with -1 for a dimension that has a name instead of a size.</param>
    public OnnxModelBuilder Input(DataType type, params long[] shape) => Add(model.Graph.Input, "image", type, shape);

    public OnnxModelBuilder Output(string name, DataType type, params long[] shape) => Add(model.Graph.Output, name, type, shape);

    public OnnxModelBuilder Weights(string name, params long[] shape)
    {
        int length = (int)shape.Aggregate(1L, (product, dimension) => product * dimension);
        TensorProto tensor = new() { Name = name, DataType = (int)DataType.Float, Dims = { shape } };
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(GraphBuilder.Values(length)));
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxModelBuilder Scalar(string name, float value)
    {
        model.Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Float, FloatData = { value } });
        return this;
    }

    public OnnxModelBuilder WeightsElsewhere(string name)
    {
        model.Graph.Initializer.Add(
            new TensorProto { Name = name, DataType = (int)DataType.Float, Dims = { 1 }, DataLocation = DataLocation.External });
        return this;
    }

    public OnnxModelBuilder Node(string op, string output, params string[] inputs)
    {
        model.Graph.Node.Add(OnnxCut.Node(op, inputs, output));
        return this;
    }

    public OnnxModelBuilder Node(string op, string output, string[] inputs, params AttributeProto[] attributes)
    {
        model.Graph.Node.Add(OnnxCut.Node(op, inputs, output, attributes));
        return this;
    }

    /// <summary>A vector of whole numbers: sizes, axes, pads.</summary>
    public OnnxModelBuilder Indices(string name, params long[] values)
    {
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)DataType.Int64,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)),
        });
        return this;
    }

    public ModelProto Definition => model;

    public byte[] ToBytes() => model.ToByteArray();

    public OnnxModel Build() => OnnxModel.Parse(ToBytes(), "test.onnx");

    private OnnxModelBuilder Add(RepeatedField<ValueInfoProto> values, string name, DataType type, long[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)type, Shape = new() };
        tensor.Shape.Dim.AddRange(shape.Select(size => size < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = $"d{tensor.Shape.Dim.Count}" }
            : new TensorShapeProto.Types.Dimension { DimValue = size }));
        values.Add(new ValueInfoProto { Name = name, Type = new() { TensorType = tensor } });
        return this;
    }
}
