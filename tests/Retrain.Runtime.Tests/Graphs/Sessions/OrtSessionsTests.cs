using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

public sealed class OrtSessionsTests
{
    /// <summary>On x86 without VNNI, ONNX Runtime's default adds such pairs of products in 16 bits, where they do not fit.</summary>
    [Fact]
    public void LargeProductsOfEightBitNumbersAreAddedExactly()
    {
        const int length = 3 * 8 * 8;
        OnnxModelBuilder model = new OnnxModelBuilder().Input(DataType.Float, -1, 3, 8, 8)
            .Indices("flat", -1, length).Scalar("one", 1)
            .Node("Reshape", "row", "image", "flat").Node("QuantizeLinear", "bytes", "row", "one", "zero")
            .Node("MatMulInteger", "sums", "bytes", "weights")
            .Node("Cast", "y", ["sums"], OnnxAttribute.Of("to", (long)DataType.Float)).Output("y", DataType.Float, -1, 4);
        byte[] weights = new byte[4 * length];
        weights.AsSpan().Fill((byte)sbyte.MaxValue);
        model.Definition.Graph.Initializer.Add(new TensorProto
        {
            Name = "weights",
            DataType = (int)DataType.Int8,
            Dims = { length, 4 },
            RawData = ByteString.CopyFrom(weights),
        });
        model.Definition.Graph.Initializer.Add(
            new TensorProto { Name = "zero", DataType = (int)DataType.Uint8, RawData = ByteString.CopyFrom(0) });
        using GraphSession session = GraphSession.Create(model.Build(), "image", "y", TensorShape.Of(-1, 8, 8, 3));
        float[] white = new float[length];
        white.AsSpan().Fill(byte.MaxValue);
        float[] sums = new float[4];

        session.Run(white, 1, sums);

        sums.ShouldAllBe(sum => sum == length * byte.MaxValue * sbyte.MaxValue);
    }
}
