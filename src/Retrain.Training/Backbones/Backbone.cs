using System.Globalization;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>A network trained on ImageNet that stays as it is; its penultimate layer's values for an image are the bottleneck.</summary>
internal sealed record Backbone
{
    /// <summary>As given to --architecture; of a file its name without folder, which is nobody else's business.</summary>
    public required string Name { get; init; }

    /// <summary>With its own head, if it has one, which the graph that is written has not.</summary>
    public required NetworkGraph Graph { get; init; }

    /// <summary>SHA-256 of the graph file.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Normalised pixels. // [batch, heightPixels, widthPixels, 3]</summary>
    public required string InputTensor { get; init; }

    /// <summary>// [batch, bottleneckLength]</summary>
    public required string BottleneckTensor { get; init; }

    public required int BottleneckLength { get; init; }

    /// <summary>Whether the tensor has more axes than two, or fewer, which the head must be spared.</summary>
    public bool NeedsFlattening { get; init; }

    public required int WidthPixels { get; init; }

    public required int HeightPixels { get; init; }

    /// <summary>From [0, 255] to what the network was trained on.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>// [batch, heightPixels, widthPixels, 3]</summary>
    public TensorShape InputShape => TensorShape.Of(TensorShape.UnknownDimension, HeightPixels, WidthPixels, 3);

    /// <summary>
    /// All that happens between the file's bytes and the input tensor, for the cache's key; the leading version is raised with the code.
    /// </summary>
    public string Preprocessing => string.Create(
        CultureInfo.InvariantCulture,
        $"v1 resize={WidthPixels}x{HeightPixels} mean={Normalization.Mean:R} std={Normalization.Std:R} input={InputTensor}");

    /// <summary>Makes the network up to its bottleneck ready to run.</summary>
    public GraphSession OpenSession() => GraphSession.Create(Graph, InputTensor, BottleneckTensor, InputShape);
}
