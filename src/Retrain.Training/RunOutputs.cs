using Retrain.Runtime;
using Retrain.Training.Backbones;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Images;
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
    public Action<StepEvaluated, SoftmaxHead, BatchOutputs, BatchOutputs>? Summarize => summaries is null ? null : summaries.Write;

    /// <summary>Whether any of the files shows the evaluations during the training.</summary>
    public bool NeedSteps => history is not null || summaries is not null;

    /// <summary>Makes sure before the work that every file can be written after it.</summary>
    /// <exception cref="RetrainException">A name or a path cannot be used.</exception>
    public static void Require(RetrainOptions options, Backbone backbone)
    {
        OutputOptions paths = options.Output;
        TrainedGraph.RequireNames(backbone, paths);
        DefaultOutputs.RequireOwn(paths, storesIntermediateGraphs: options.Head.IntermediateStoreFrequency > 0);
        OutputFiles.Prepare(Files(options));
        ExistingManifest.RequireOurs(paths.Manifest, "--output_manifest");
    }

    /// <summary>Makes sure that no output replaces what the run reads.</summary>
    /// <exception cref="RetrainException">RT4055: an output is an image or the file of decisions.</exception>
    public void RequireApart(ImageSet images)
    {
        HashSet<string> existing = [.. Files(options).Where(File.Exists).Select(RealPath.Of)];
        if (options.Data.Decisions is string decisions && existing.Contains(RealPath.Of(decisions)))
        {
            throw new RetrainException(OptionDiagnostics.ReplacesInput(decisions, "the file of decisions"));
        }

        // Names are compared first, as to follow links takes longer, and there may be millions.
        HashSet<string> names = [.. existing.Select(path => Path.GetFileName(path))];
        LabeledImage? image = images.Categories.SelectMany(category => category.Images).FirstOrDefault(image =>
            names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Path.GetFileName(image.Path.AsSpan()))
            && existing.Contains(RealPath.Of(image.Path)));
        if (image is not null)
        {
            throw new RetrainException(OptionDiagnostics.ReplacesInput(image.Path, "a photo"));
        }
    }

    /// <summary>Makes sure before the work that every file can be written after it, and opens the summaries.</summary>
    /// <exception cref="RetrainException">A name or a path cannot be used.</exception>
    public void Prepare(Backbone backbone)
    {
        Require(options, backbone);
        if (paths.SummariesDir is string folder)
        {
            OpenSummaries(folder, backbone);
        }
    }

    public void StoreIntermediate(int step, TrainedGraph trained)
    {
        string path = IntermediateGraph(paths, step);
        using OutputFiles files = new();
        files.Stage(path, trained.Write);
        files.Publish();
        events.Report(new IntermediateGraphWritten(step, path));
    }

    /// <param name="trained">
    /// The graph; <see langword="null"/> for a model that is not good enough: then only the report is written, which shows why.
    /// </param>
    /// <param name="study">The work that a report needs; without one it is not done.</param>
    /// <returns>The digests of the files, by their paths.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was written.</exception>
    public IReadOnlyDictionary<string, Digest> Write(
        TrainedGraph? trained, ModelManifest manifest, ReportStudy study, CancellationToken cancellationToken)
    {
        summaries?.End(options.Head.HowManyTrainingSteps, new ConfusionMatrix(manifest.Data.Labels, manifest.Tested));
        HtmlReport? report = history is null
            ? null
            : HtmlReport.Of(study.Of(manifest, history, modelWritten: trained is not null, cancellationToken), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        using OutputFiles files = new();
        if (report is not null)
        {
            files.Stage(paths.Report!, report.Write);
        }

        if (trained is not null)
        {
            Stage(files, trained, manifest);
        }

        summaries?.Finish();
        files.Publish();
        if (trained is not null)
        {
            events.Report(new OutputsWritten(paths.Graph, paths.Onnx, paths.Labels, paths.Manifest));
        }

        if (report is not null)
        {
            events.Report(new ReportWritten(paths.Report!));
        }

        return files.Digests;
    }

    public void Dispose() => summaries?.Dispose();

    // Of intermediate graphs the first stands for all.
    private static IReadOnlyCollection<string> Files(RetrainOptions options)
    {
        OutputOptions paths = options.Output;
        int frequency = options.Head.IntermediateStoreFrequency;
        IEnumerable<string?> files =
        [
            paths.Graph, paths.Onnx, paths.Labels, paths.Manifest, paths.Report, frequency > 0 ? IntermediateGraph(paths, frequency) : null,
        ];
        return [.. files.OfType<string>()];
    }

    // The manifest comes last, and names the others by their digests: a reader sees whether all of them are of one run.
    private void Stage(OutputFiles files, TrainedGraph trained, ModelManifest manifest)
    {
        OutputDigests digests = new()
        {
            Graph = files.Stage(paths.Graph, trained.Write),
            Onnx = paths.Onnx is null ? null : files.Stage(paths.Onnx, trained.WriteOnnx),
            Labels = files.Stage(paths.Labels, stream => LabelsFile.Write(stream, manifest.Data.Labels)),
        };
        files.Stage(paths.Manifest, stream => manifest.Write(stream, digests));
    }

    private void OpenSummaries(string folder, Backbone backbone)
    {
        if (folder == OptionsReader.CommandLineDefaults.Output.SummariesDir && DefaultOutputs.IsOfAnotherUser(folder))
        {
            events.Warn(OptionDiagnostics.SummariesSkipped(folder));
            return;
        }

        summaries = TrainingSummaries.Create(folder, events.Warn);
        if (TrainedGraph.Outline(backbone, paths.FinalTensorName) is { } outline)
        {
            summaries?.WriteGraph(outline);
        }

        if (summaries is not null)
        {
            events.Report(new SummariesOpened(folder));
        }
    }

    private static string IntermediateGraph(OutputOptions paths, int step) =>
        Path.Combine(paths.IntermediateGraphsDir, $"intermediate_{step}{paths.GraphExtension}");
}
