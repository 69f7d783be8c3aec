using Retrain.Runtime;
using Retrain.Training.Backbones;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Manifests;
using Retrain.Training.Options;
using Retrain.Training.Reports;
using Retrain.Training.Summaries;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training;

/// <summary>The files that a run writes, where its options say.</summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly RetrainOptions options;
    private readonly OutputOptions paths;
    private readonly EventStream events;
    private readonly RunHistory? history;
    private TrainingSummaries? summaries;

    /// <param name="events">Told what was written, and listened to for the report.</param>
    public RunOutputs(RetrainOptions options, EventStream events)
    {
        this.options = options;
        this.events = events;
        paths = options.Output;
        if (paths.Report is not null)
        {
            history = new RunHistory();
            events.Add(history.Add);
        }
    }

    /// <summary>Receives each evaluation during training; <see langword="null"/> where no summaries are written.</summary>
    public Action<StepEvaluated, SoftmaxHead, float[], float[]>? Summarize => summaries is null ? null : summaries.Write;

    /// <summary>Makes sure before the work that every file can be written after it, and opens the summaries.</summary>
    /// <exception cref="RetrainException">A name or a path cannot be used.</exception>
    public void Prepare(Backbone backbone)
    {
        TrainedGraph.RequireNames(backbone, paths);
        OutputFiles.Prepare(Files);
        ExistingManifest.RequireOurs(paths.Manifest);
        if (paths.SummariesDir is string folder)
        {
            summaries = TrainingSummaries.Create(folder);
            if (TrainedGraph.Outline(backbone, paths.FinalTensorName) is { } outline)
            {
                summaries.WriteGraph(outline);
            }

            events.Report(new SummariesOpened(folder));
        }
    }

    public void StoreIntermediate(int step, TrainedGraph trained)
    {
        string path = IntermediateGraph(step);
        using OutputFiles files = new();
        files.Stage(path, trained.Write);
        files.Publish();
        events.Report(new IntermediateGraphWritten(step, path));
    }

    /// <param name="trained">
    /// The graph; <see langword="null"/> for a model that is not good enough: then only the report is written, which shows why.
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was written.</exception>
    public void Write(TrainedGraph? trained, ModelManifest manifest, CancellationToken cancellationToken)
    {
        summaries?.Finish(options.Head.HowManyTrainingSteps, new ConfusionMatrix(manifest.Data.Labels, manifest.Tested));
        HtmlReport? report = history is null
            ? null
            : HtmlReport.Of(new ReportedRun(manifest, history, modelWritten: trained is not null), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        using OutputFiles files = new();
        if (trained is not null)
        {
            Stage(files, trained, manifest);
        }

        if (report is not null)
        {
            files.Stage(paths.Report!, report.Write);
        }

        files.Publish();
        if (trained is not null)
        {
            events.Report(new OutputsWritten(paths.Graph, paths.Onnx, paths.Labels, paths.Manifest));
        }

        if (report is not null)
        {
            events.Report(new ReportWritten(paths.Report!));
        }
    }

    public void Dispose() => summaries?.Dispose();

    // Of intermediate graphs the first stands for all.
    private IReadOnlyCollection<string> Files
    {
        get
        {
            int frequency = options.Head.IntermediateStoreFrequency;
            IEnumerable<string?> files =
            [
                paths.Graph, paths.Onnx, paths.Labels, paths.Manifest, paths.Report, frequency > 0 ? IntermediateGraph(frequency) : null,
            ];
            return [.. files.OfType<string>()];
        }
    }

    private void Stage(OutputFiles files, TrainedGraph trained, ModelManifest manifest)
    {
        files.Stage(paths.Graph, trained.Write);
        if (paths.Onnx is not null)
        {
            files.Stage(paths.Onnx, trained.WriteOnnx);
        }

        files.Stage(paths.Labels, stream => LabelsFile.Write(stream, manifest.Data.Labels));
        files.Stage(paths.Manifest, manifest.Write);
    }

    private string IntermediateGraph(int step) => Path.Combine(paths.IntermediateGraphsDir, $"intermediate_{step}{paths.GraphExtension}");
}
