using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.Onnx;

public sealed class WeightLocationsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AreThoseOfInitializersConstantsAndBranches()
    {
        GraphProto branch = new()
        {
            Initializer = { Elsewhere("inner.bin") },
            Node = { NodeWith(new AttributeProto { Name = "value", T = Elsewhere("constant.bin") }) },
        };
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input(DataType.Float, -1, 8, 8, 3).Output("out", DataType.Float, -1, 4).Weights("own", 100, 100);
        model.Definition.Graph.Initializer.Add([Elsewhere("weights.data"), Elsewhere("weights.data"), Elsewhere("../away")]);
        model.Definition.Graph.Node.Add(NodeWith(new AttributeProto { Name = "then_branch", G = branch }));

        Locations(model.ToBytes()).ShouldBe(["../away", "constant.bin", "inner.bin", "weights.data"]);
    }

    [Fact]
    public void ATensorThatIsInTheModelHasNone()
    {
        TensorProto own = Elsewhere("old.bin");
        own.DataLocation = DataLocation.Default;
        OnnxModelBuilder model = new();
        model.Definition.Graph.Initializer.Add(own);

        Locations(model.ToBytes()).ShouldBeEmpty();
    }

    [Fact]
    public void AnAbsentLocationIsEmpty() => Locations(new OnnxModelBuilder().WeightsElsewhere("w").ToBytes()).ShouldBe([""]);

    [Fact]
    public void DamagedFilesHaveNone()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Weights("own", 3, 3);
        model.Definition.OpsetImport.Clear(); // which would follow the graph
        model.Definition.Graph.Initializer.Add(Elsewhere("weights.data"));
        byte[] bytes = model.ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            Locations(bytes[..length]).ShouldBeEmpty();
        }

        Locations([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]).ShouldBeEmpty();
        Locations([.. Enumerable.Repeat((byte)0xFF, 40)]).ShouldBeEmpty();
    }

    private static NodeProto NodeWith(AttributeProto attribute) => new() { OpType = "If", Attribute = { attribute } };

    private static TensorProto Elsewhere(string location) => new()
    {
        Name = "w",
        DataType = (int)DataType.Float,
        DataLocation = DataLocation.External,
        ExternalData =
        {
            new StringStringEntryProto { Key = "offset", Value = "0" },
            new StringStringEntryProto { Key = "location", Value = location },
        },
    };

    private IReadOnlyList<string> Locations(byte[] model) => WeightLocations.In(folder.Write("model.onnx", model).PathOf("model.onnx"));
}
