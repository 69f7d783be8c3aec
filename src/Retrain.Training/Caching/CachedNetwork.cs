using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>The network that entries of the cache come from, by which they are listed and removed.</summary>
/// <param name="Backbone">The SHA-256 of the backbone's graph.</param>
/// <param name="Tensor">The name of the bottleneck tensor.</param>
/// <param name="Name">The name by which a person knows the backbone; it is not part of any key.</param>
internal sealed record CachedNetwork(Digest Backbone, string Tensor, string Name)
{
    /// <summary>The name that stands for the tensor of the fingerprints that photos are compared by.</summary>
    public const string FingerprintTensor = "fingerprint";

    /// <summary>Whether the entries are bottlenecks of photos.</summary>
    public bool IsOfPhotos => Tensor != FingerprintTensor;
}
