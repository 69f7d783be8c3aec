using Retrain.Runtime.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.DataChecks;

/// <summary>Collects what is found while images are read, each problem once, in a check and in a training alike.</summary>
internal sealed class FoundWhileReading
{
    private readonly HashSet<Diagnostic> known = [];
    private readonly List<Finding> findings = [];

    public IReadOnlyList<Finding> Findings => findings;

    public void Add(TrainingEvent trainingEvent)
    {
        if (trainingEvent is ProblemFound { Diagnostic: { Origin: string origin } diagnostic }
            && FindingKinds.Of(diagnostic) is FindingKind kind && known.Add(diagnostic))
        {
            findings.Add(new Finding(kind, [origin], null, null, 1, diagnostic));
        }
    }
}
