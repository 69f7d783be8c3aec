using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Runs a network of one node, so that ONNX Runtime is loaded and the code that converts and runs graphs is compiled. On another thread,
/// while this one has other work, it makes the first real graph ready sooner.
/// </summary>
internal sealed class WarmUp
{
    private readonly Task library = NativeWork.Run(OrtSessions.Start);
    private readonly Task finished;

    private WarmUp() => finished = NativeWork.Run(Run, after: library);

    /// <summary>Begins on another thread.</summary>
    public static WarmUp Begin() => new();

    /// <summary>Does it on this thread.</summary>
    public static void Run()
    {
        using GraphSession session = GraphSession.Create(OneNode(), "x", "y");
        session.Run([1], 1, stackalloc float[1]);
    }

    /// <summary>
    /// Waits until ONNX Runtime is loaded, which comes first, so that a run that needs it only at its end does not work in vain.
    /// </summary>
    /// <exception cref="RetrainException">RT2025: it cannot be loaded.</exception>
    public void RequireLibrary() => library.GetAwaiter().GetResult();

    /// <summary>Waits until all is done.</summary>
    public void Finish() => finished.GetAwaiter().GetResult();

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
