using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>A network that retrain.py knew, by the tensor that it took for the bottleneck (create_model_info).</summary>
/// <param name="BottleneckTensor">Of a MobileNet its 1001 logits, of Inception the pooled features.</param>
/// <param name="Normalization">What it was trained with.</param>
internal sealed record RetrainPyNetwork(string BottleneckTensor, Normalization Normalization)
{
    private static readonly RetrainPyNetwork[] All =
    [
        new("MobilenetV1/Predictions/Reshape", new Normalization(127.5f, 127.5f)),
        new("pool_3/_reshape", new Normalization(128, 128)),
    ];

    /// <returns><see langword="null"/> where it did not know it.</returns>
    public static RetrainPyNetwork? Find(NetworkGraph graph) =>
        graph is FrozenGraph frozen ? All.FirstOrDefault(network => frozen.TryFindNode(network.BottleneckTensor, out _)) : null;
}
