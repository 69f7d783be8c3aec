using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs;

/// <summary>A network that scales its input by itself says what values it takes.</summary>
public sealed class InputScalingTests
{
    private static readonly Normalization GreyLevels = new(0, 1);
    private static readonly Normalization UpToOne = new(0, 255);

    [Theory]
    [InlineData("Sub", 127.5f, "Mul", 1 / 127.5f)]
    [InlineData("Div", 255f, "Sub", 0.5f)]
    [InlineData("Mul", 1 / 255f, "Add", -0.45f)]
    [InlineData("Sub", 117f, "Relu", 0f)]
    public void OfGreyLevels(string first, float a, string second, float b)
    {
        TensorFlow(first, a, second, b).ShouldBe(GreyLevels);
        Onnx(first, a, second, b).ShouldBe(GreyLevels);
    }

    [Theory]
    [InlineData("Sub", 0.485f, "Div", 0.229f)]
    [InlineData("Mul", 2f, "Sub", 1f)]
    public void OfValuesUpToOne(string first, float a, string second, float b)
    {
        TensorFlow(first, a, second, b).ShouldBe(UpToOne);
        Onnx(first, a, second, b).ShouldBe(UpToOne);
    }

    [Theory]
    [InlineData("Relu", 0f, "Mul", 2f)] // what comes behind a layer says nothing
    [InlineData("Mul", 2f, "Relu", 0f)] // perhaps of values from -1 to 1, perhaps of others
    [InlineData("Mul", -0.01f, "Relu", 0f)]
    [InlineData("Div", 0f, "Relu", 0f)]
    public void OrNothing(string first, float a, string second, float b)
    {
        TensorFlow(first, a, second, b).ShouldBeNull();
        Onnx(first, a, second, b).ShouldBeNull();
    }

    private static Normalization? TensorFlow(string first, float a, string second, float b)
    {
        GraphBuilder graph = new GraphBuilder().Placeholder("image", -1, 8, 8, 3).Scalar("a", a).Scalar("b", b);
        Step("x", first, "image", "a");
        Step("y", second, "x", "b");
        return graph.Build().InputAt("image").Normalization;

        void Step(string name, string op, string input, string constant) =>
            graph.Node(name, op is "Div" ? "RealDiv" : op, op is "Relu" ? [input] : [input, constant]);
    }

    private static Normalization? Onnx(string first, float a, string second, float b)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 8, 8).Scalar("a", a).Scalar("b", b);
        Step("x", first, "image", "a");
        Step("y", second, "x", "b");
        return model.Build().InputAt("image").Normalization;

        void Step(string name, string op, string input, string constant) =>
            model.Node(op, name, op is "Relu" ? [input] : [input, constant]);
    }
}
