using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>A network that retrain.py supports, recognised by its bottleneck tensor there (create_model_info).</summary>
/// <param name="BottleneckTensor">The 1001 logits of a MobileNet, or the pooled features of Inception.</param>
/// <param name="Normalization">The normalisation that the network was trained with.</param>
internal sealed record RetrainPyNetwork(string BottleneckTensor, Normalization Normalization)
{
    private static readonly RetrainPyNetwork[] All =
    [
        new("MobilenetV1/Predictions/Reshape", new Normalization(127.5f, 127.5f)),
        new("pool_3/_reshape", new Normalization(128, 128)),
    ];

    /// <returns><see langword="null"/> if retrain.py does not support the network.</returns>
    public static RetrainPyNetwork? Find(NetworkGraph graph) =>
        graph is FrozenGraph frozen ? All.FirstOrDefault(network => frozen.TryFindNode(network.BottleneckTensor, out _)) : null;
}
