using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Backbones;

/// <summary>Reads the ops of a network as layers. Each format has its own names for them.</summary>
internal abstract class NetworkLayers
{
    /// <summary>The reader for the network's format.</summary>
    public static NetworkLayers Of(NetworkGraph graph) => graph switch
    {
        FrozenGraph frozen => new TensorFlowLayers(frozen),
        OnnxModel model => new OnnxLayers(model),
        _ => throw new ArgumentOutOfRangeException(nameof(graph), graph, "unknown kind of graph"),
    };

    /// <summary>The sides of the patches that the network cuts an image into; <see langword="null"/> where it does not.</summary>
    public virtual (int HeightPixels, int WidthPixels)? PatchSide => null;

    /// <summary>The op that computes a tensor; <see langword="null"/> for inputs and constants.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public abstract Layer? LayerOf(string tensor);
}
