using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Runs a network of one node, so that ONNX Runtime is loaded and the code that converts and runs graphs is compiled. On another thread,
/// while this one has other work, it makes the first real graph ready sooner.
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
