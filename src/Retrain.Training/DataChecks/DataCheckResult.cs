namespace Retrain.Training.DataChecks;

/// <summary>What a check found.</summary>
/// <param name="ImageCount">Readable images.</param>
/// <param name="Findings">By kind, the surest of each first.</param>
internal sealed record DataCheckResult(int ImageCount, int CategoryCount, IReadOnlyList<Finding> Findings)
{
    public IReadOnlyList<Finding> Of(FindingKind kind) => [.. Findings.Where(finding => finding.Kind == kind)];
}
