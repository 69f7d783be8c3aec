using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Loads ONNX Runtime and has what converts and runs graphs compiled, by a network of one node: on another thread, while this one has
/// other work, so that the first real graph is ready sooner.
/// </summary>
internal static class WarmUp
{
    public static void Run()
    {
        using GraphSession session = GraphSession.Create(OneNode(), "x", "y");
        session.Run([1], 1, stackalloc float[1]);
    }

    // x -> softmax(x)
    private static FrozenGraph OneNode()
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = TensorShape.UnknownDimension });
        shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = 1 });
        NodeDef input = new() { Name = "x", Op = "Placeholder" };
        input.Attr.Add("dtype", new AttrValue { Type = DataType.DtFloat });
        input.Attr.Add("shape", new AttrValue { Shape = shape });
        NodeDef output = new() { Name = "y", Op = "Softmax", Input = { "x" } };
        output.Attr.Add("T", new AttrValue { Type = DataType.DtFloat });
        return FrozenGraph.Of(new GraphDef { Node = { input, output } });
    }
}
