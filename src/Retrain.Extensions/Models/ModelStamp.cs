namespace Retrain.Extensions.Models;

/// <summary>The state of a model's files as their file system gives it; it differs once a file is replaced.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Manifests">The files that may be its manifest.</param>
internal sealed record ModelStamp(string Graph, string Labels, string Manifests);
