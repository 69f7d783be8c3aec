namespace Retrain.Extensions.Models;

/// <summary>What a file system says of a model's files; it differs once a file is replaced.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Manifests">The files that may be its manifest.</param>
internal sealed record ModelStamp(string Graph, string Labels, string Manifests);
