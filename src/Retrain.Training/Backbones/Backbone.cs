using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>
/// A network that was trained on ImageNet and stays as it is. The values of its penultimate layer for an image are the bottleneck.
/// </summary>
internal sealed record Backbone
{
    /// <summary>The name given to --architecture; for a file, its name without the folder, which stays private.</summary>
    public required string Name { get; init; }

    /// <summary>The commit of the hub's repository that it comes from; <see langword="null"/> if it does not come from a hub.</summary>
    public string? Commit { get; init; }

    /// <summary>The reading of the network, which may go on beside other work.</summary>
    public required Task<NetworkGraph> Reading { get; init; }

    /// <summary>
    /// The network, including its own head if it has one, once it is read. The graph that is written does not contain that head.
    /// </summary>
    public NetworkGraph Graph => Reading.GetAwaiter().GetResult();

    /// <summary>SHA-256 of the graph file.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The name of the tensor of normalised pixels, shape [batch, heightPixels, widthPixels, 3].</summary>
    public required string InputTensor { get; init; }

    /// <summary>The name of the tensor that the head reads, shape [batch, bottleneckLength].</summary>
    public required string BottleneckTensor { get; init; }

    public required int BottleneckLength { get; init; }

    /// <summary>The pooling that was added to the network for the bottleneck; <see langword="null"/> for none.</summary>
    public BottleneckPooling? Pooling { get; init; }

    /// <summary>Whether the bottleneck tensor does not have two axes, so that it must be reshaped before the head reads it.</summary>
    public bool NeedsFlattening { get; init; }

    /// <summary>Everything that happens between a decoded image and the input tensor.</summary>
    public required Preprocessing Preprocessing { get; init; }

    public int WidthPixels => Preprocessing.WidthPixels;

    public int HeightPixels => Preprocessing.HeightPixels;

    /// <summary>The shape of the input tensor: [batch, heightPixels, widthPixels, 3].</summary>
    public TensorShape InputShape => TensorShape.Of(TensorShape.UnknownDimension, HeightPixels, WidthPixels, 3);

    /// <summary>
    /// Everything that happens between the bytes of a file and the input tensor, for the cache's key. The leading version must be raised
    /// whenever that code changes.
    /// </summary>
    public string PreprocessingText => Preprocessing.IsLegacy
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"v1 resize={WidthPixels}x{HeightPixels} mean={Preprocessing.Normalization.Mean} std={Preprocessing.Normalization.Std} "
            + $"input={InputTensor}")
        : $"v2 {PreprocessingJson.Write(Preprocessing)} input={InputTensor}";

    /// <summary>Prepares the network up to its bottleneck to run.</summary>
    /// <exception cref="RetrainException">RT2026: the file with the name of a published network is another one.</exception>
    public GraphSession OpenSession()
    {
        GraphSession session = GraphSession.Create(Graph, InputTensor, BottleneckTensor, InputShape);
        if (session.OutputLength == BottleneckLength)
        {
            return session;
        }

        string reason = $"'{BottleneckTensor}' has {session.OutputLength} values for an image, not {BottleneckLength}";
        session.Dispose();
        throw new RetrainException(BackboneDiagnostics.OtherNetwork(Graph.Origin, Name, reason));
    }
}
