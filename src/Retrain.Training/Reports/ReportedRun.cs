using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Manifests;
using Retrain.Training.Options;
using Retrain.Training.Images;

namespace Retrain.Training.Reports;

/// <summary>All that a report is made from.</summary>
internal sealed class ReportedRun
{
    /// <param name="manifest">Options, images, sets, and the accuracy of the model.</param>
    /// <param name="history">The events of the run.</param>
    /// <param name="modelWritten">Whether the test accuracy reached the wanted minimum.</param>
    public ReportedRun(ModelManifest manifest, RunHistory history, bool modelWritten)
    {
        Manifest = manifest;
        History = history;
        ModelWritten = modelWritten;
        Confusion = new ConfusionMatrix(Labels, manifest.Tested);
        Dictionary<LabeledImage, TestedImage> tests = manifest.Tested.ToDictionary(tested => tested.Image);
        Images =
        [
            .. manifest.Data.Images.Select((image, i) => new ReportedImage(i, image, tests.GetValueOrDefault(image))),
        ];
    }

    public ModelManifest Manifest { get; }

    public RetrainOptions Options => Manifest.Options;

    public IReadOnlyList<string> Labels => Manifest.Data.Labels;

    public BottleneckMatrix Matrix => Manifest.Data.Matrix;

    public RunHistory History { get; }

    public bool ModelWritten { get; }

    public ConfusionMatrix Confusion { get; }

    /// <summary>Ordered by category and relative path.</summary>
    public IReadOnlyList<ReportedImage> Images { get; }

    /// <summary>Of the final test.</summary>
    public IEnumerable<ReportedImage> TestedImages => Images.Where(image => image.Tested is not null);

    /// <summary>Those of which the model was surest first.</summary>
    public IReadOnlyList<ReportedImage> Mistakes => [.. Images.Where(image => image.IsMistake).OrderByDescending(image => image.Confidence)];

    /// <summary>The last part of the image folder's or the project's path: where it lies is nobody's business.</summary>
    public string DataName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Options.Data.ImageDir)));
}
