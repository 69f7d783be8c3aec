using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Bottlenecks;

/// <summary>What came of an <see cref="ExtractionJob"/>.</summary>
/// <param name="Digest">Of the image's bytes; <see langword="null"/> where it could not be read as an image.</param>
/// <param name="Computed">Bottlenecks that the network was run for; the rest of the job's were cached.</param>
/// <param name="Problem">Why it could not be read.</param>
internal sealed record ExtractionOutcome(Digest? Digest, int Computed, Diagnostic? Problem)
{
    public static ExtractionOutcome Unreadable(Diagnostic problem) => new(null, 0, problem);
}
