using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Backbones;

/// <summary>Computes the shapes of a network's tensors, which takes as long as converting the network or opening a session.</summary>
internal static class TensorShapes
{
    /// <summary>A tensor's shape when images of a size are fed; its batch may be unknown.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">The tensor that images are fed to.</param>
    /// <param name="tensor">The tensor whose shape is computed.</param>
    /// <param name="inputShape">The shape of that tensor: [batch, height, width, 3].</param>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public static TensorShape Of(NetworkGraph graph, string inputTensor, string tensor, TensorShape inputShape)
    {
        if (graph is FrozenGraph frozen)
        {
            return OnnxInput.ShapeOf(OnnxConverter.Convert(frozen, [inputTensor], [tensor], inputShape).Graph.Output[0]);
        }

        // Only ONNX Runtime knows the shapes that the ops of an ONNX model give.
        using GraphSession session = GraphSession.Create(graph, inputTensor, tensor, inputShape, forShapes: true);
        return session.OutputShape;
    }
}
