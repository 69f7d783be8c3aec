using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Manifests;
using Retrain.Training.Options;
using Retrain.Training.Reports;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training;

/// <summary>The files that a run writes, where its options say.</summary>
/// <param name="show">Told what was written.</param>
internal sealed class RunOutputs(RetrainOptions options, Action<TrainingEvent> show)
{
    /// <summary>All of them; of intermediate graphs the first.</summary>
    public IReadOnlyCollection<string> Paths
    {
        get
        {
            int frequency = options.Head.IntermediateStoreFrequency;
            IEnumerable<string?> paths =
            [
                options.Output.Graph, options.Output.Onnx, options.Output.Labels, options.Output.Manifest, options.Output.Report,
                frequency > 0 ? IntermediateGraph(frequency) : null,
            ];
            return [.. paths.OfType<string>()];
        }
    }

    public void StoreIntermediate(int step, TrainedGraph trained)
    {
        string path = IntermediateGraph(step);
        using OutputFiles files = new();
        files.Stage(path, trained.Write);
        files.Publish();
        show(new IntermediateGraphWritten(step, path));
    }

    /// <param name="trained">Null for a model that is not good enough: then only the report is written, which shows why.</param>
    public void Write(TrainedGraph? trained, ModelManifest manifest, HtmlReport? report)
    {
        using OutputFiles files = new();
        if (trained is not null)
        {
            Stage(files, trained, manifest);
        }

        if (report is not null)
        {
            files.Stage(options.Output.Report!, report.Write);
        }

        files.Publish();
        if (trained is not null)
        {
            show(new OutputsWritten(options.Output.Graph, options.Output.Onnx, options.Output.Labels, options.Output.Manifest));
        }

        if (report is not null)
        {
            show(new ReportWritten(options.Output.Report!));
        }
    }

    private void Stage(OutputFiles files, TrainedGraph trained, ModelManifest manifest)
    {
        files.Stage(options.Output.Graph, trained.Write);
        if (options.Output.Onnx is not null)
        {
            files.Stage(options.Output.Onnx, trained.WriteOnnx);
        }

        files.Stage(options.Output.Labels, stream => LabelsFile.Write(stream, manifest.Labels));
        files.Stage(options.Output.Manifest, manifest.Write);
    }

    private string IntermediateGraph(int step) =>
        Path.Combine(options.Output.IntermediateGraphsDir, $"intermediate_{step}{options.Output.GraphExtension}");
}
