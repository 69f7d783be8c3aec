using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A network of an input of 8 x 8 pixels, node by node, and what comes out of it.</summary>
internal sealed class SmallNetwork
{
    private readonly GraphDef definition = new();

    public SmallNetwork() =>
        Add("Placeholder", "input", [], NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, 8, 8, 3));

    public GraphDef Definition => definition;

    public SmallNetwork Add(string op, string name, string[] inputs, params (string Name, AttrValue Value)[] attributes)
    {
        definition.Node.Add(
            NodeDefs.Operation(op, name, inputs, op is "Placeholder" ? attributes : [NodeDefs.Type("T", DataType.DtFloat), .. attributes]));
        return this;
    }

    /// <summary>Numbers around 0 without a pattern; or around 1, where they are to be variances and factors.</summary>
    public SmallNetwork Weights(string name, int[] shape, bool positive = false)
    {
        Random random = new(name.Length + shape[^1]);
        float[] values = [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b))
            .Select(_ => (float)random.NextDouble() + (positive ? 0.5f : -0.5f))];
        definition.Node.Add(NodeDefs.Constant(name, values, shape));
        return this;
    }

    public SmallNetwork Convolution(string name, string input, string filter, string op = "Conv2D")
    {
        AttrValue strides = new() { List = new AttrValue.Types.ListValue { I = { 1, 1, 1, 1 } } };
        return Add(op, name, [input, filter], ("strides", strides), ("padding", new AttrValue { S = ByteString.CopyFromUtf8("SAME") }));
    }

    public EditableGraph Edit(string output = "output") => new(definition, TensorName.Parse(output));

    public NodeDef Node(string name) => definition.Node.Single(node => node.Name == name);

    public static float[] Run(GraphDef graph, string output = "output")
    {
        using GraphSession session = GraphSession.Create(FrozenGraph.Of(graph), "input", output, TensorShape.Of(-1, 8, 8, 3));
        float[] pixels = [.. Enumerable.Range(0, session.InputLength).Select(i => MathF.Sin(i * 0.37f))];
        float[] result = new float[session.OutputLength];
        session.Run(pixels, 1, result);
        return result;
    }
}
