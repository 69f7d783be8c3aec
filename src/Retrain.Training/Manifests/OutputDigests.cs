using Retrain.Training.Digests;

namespace Retrain.Training.Manifests;

/// <summary>The digests of the files that are written with a manifest.</summary>
internal sealed record OutputDigests
{
    public required Digest Graph { get; init; }

    /// <summary>The same graph as an ONNX model; <see langword="null"/> for none.</summary>
    public Digest? Onnx { get; init; }

    /// <summary><see langword="null"/> for a graph that was exported from one whose labels are not known.</summary>
    public required Digest? Labels { get; init; }
}
