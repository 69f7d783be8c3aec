using Retrain.Training.Evaluation;

namespace Retrain.Training.Choosing;

/// <summary>A choice between backbones. It depends on nothing but the images, the networks and the seed.</summary>
/// <param name="Candidates">The backbones, the most accurate first, whatever the order in which they were named.</param>
/// <param name="Chosen">The one to train on.</param>
internal sealed record BackboneChoice(IReadOnlyList<Candidate> Candidates, Candidate Chosen)
{
    /// <summary>The most accurate one.</summary>
    public Candidate Best => Candidates[0];

    /// <summary>
    /// Takes the backbone with the fewest multiply-adds of those that are not shown to be worse than the best; of several such the most
    /// accurate.
    /// </summary>
    public static BackboneChoice Between(IEnumerable<Candidate> candidates)
    {
        Candidate[] ordered =
        [
            .. candidates.OrderByDescending(candidate => candidate.Accuracy.Correct).ThenBy(Cost)
                .ThenBy(candidate => candidate.BottleneckLength).ThenBy(candidate => candidate.SizeBytes)
                .ThenBy(candidate => candidate.Digest.ToString(), StringComparer.Ordinal)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .ThenBy(candidate => candidate.Architecture, StringComparer.Ordinal),
        ];
        BackboneChoice best = new(ordered, ordered[0]);
        return best with { Chosen = ordered.Where(best.IsWithinNoise).MinBy(Cost)! };
    }

    /// <summary>Whether a candidate is the best, or as good as the best as far as the images show.</summary>
    public bool IsWithinNoise(Candidate candidate) =>
        candidate == Best || Best.CompareWith(candidate).Verdict is Verdict.NoDifferenceShown;

    private static long Cost(Candidate candidate) => candidate.MultiplyAdds ?? long.MaxValue;
}
