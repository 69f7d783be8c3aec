namespace Retrain.Training.DataChecks;

/// <summary>The result of a check.</summary>
/// <param name="ImageCount">The number of readable images.</param>
/// <param name="Findings">The findings, ordered by kind and then from most to least certain.</param>
internal sealed record DataCheckResult(int ImageCount, int CategoryCount, IReadOnlyList<Finding> Findings)
{
    public IReadOnlyList<Finding> Of(FindingKind kind) => [.. Findings.Where(finding => finding.Kind == kind)];
}
