namespace SignUpload;

/// <summary>The numbers of the metrics page.</summary>
/// <param name="Labels">The labels that photos got, the most frequent one first.</param>
/// <param name="Failures">The files that got none, by the code of the problem.</param>
/// <param name="Active">The photos that are received, wait or are computed now.</param>
/// <param name="Waiting">The photos that are received and wait for their turn.</param>
/// <param name="MedianSeconds">The time that half of the latest photos took at most, with waiting; none before the first.</param>
/// <param name="SlowSeconds">The time that 95 of 100 of them took at most.</param>
public sealed record MeasuredSoFar(
    IReadOnlyList<MeasuredLabel> Labels, IReadOnlyDictionary<string, long> Failures, long Active, long Waiting,
    double? MedianSeconds, double? SlowSeconds);
