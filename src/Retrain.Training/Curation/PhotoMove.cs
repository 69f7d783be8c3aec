using Retrain.Training.Digests;

namespace Retrain.Training.Curation;

/// <summary>A move of a photo's file, by full paths.</summary>
/// <param name="Image">The digest of the file.</param>
/// <param name="From">The path that it had.</param>
/// <param name="To">The path that it gets.</param>
internal sealed record PhotoMove(Digest Image, string From, string To);
