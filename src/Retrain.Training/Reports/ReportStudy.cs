using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.DataChecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Occlusion;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Reports;

/// <summary>
/// The work that is done for a report alone. Its cost is told by events and never in the page, whose bytes it would change.
/// </summary>
/// <param name="graph">The trained graph, written or not.</param>
/// <param name="cache">The cache, which keeps the fingerprints of the check.</param>
/// <param name="events">Told of the work.</param>
internal sealed class ReportStudy(TrainedGraph graph, BottleneckCache cache, EventStream events)
{
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ReportedRun Of(ModelManifest manifest, RunHistory history, bool modelWritten, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> findings = Check(manifest, history, cancellationToken);
        ReportedRun run = new(manifest, history, modelWritten) { Findings = findings };
        TestedImage[] mistakes = [.. run.Mistakes.Take(MistakesSection.Most).Select(image => image.Tested!)];
        IReadOnlyDictionary<LabeledImage, OcclusionMap> maps =
            new OcclusionMaps(manifest.Backbone, manifest.Options.Bottlenecks, events.Report).Of(mistakes, graph, cancellationToken);
        return new(manifest, history, modelWritten) { Findings = findings, OcclusionMaps = maps };
    }

    private IReadOnlyList<Finding> Check(ModelManifest manifest, RunHistory history, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            IReadOnlyList<Finding> findings = DataCheck.OfTraining(
                manifest.Data, history.FoundWhileReading, cache, manifest.Backbone, manifest.Options, cancellationToken);
            events.Report(new ReportChecked(manifest.Data.Images.Count, findings.Count, Stopwatch.GetElapsedTime(started)));
            return findings;
        }
        catch (RetrainException exception)
        {
            // A photo has changed or gone since its bottleneck was computed; the report lists that problem with the others.
            events.Warn(exception.Diagnostic with { Severity = Severity.Warning });
            return history.FoundWhileReading;
        }
    }
}
