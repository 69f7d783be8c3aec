using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Occlusion;
using Retrain.Training.Options;

namespace Retrain.Training.Reports;

/// <summary>Everything that a report is made from.</summary>
internal sealed class ReportedRun
{
    /// <param name="manifest">The options, images, sets and accuracy of the model.</param>
    /// <param name="history">The events of the run.</param>
    /// <param name="modelWritten">Whether the test accuracy reached the required minimum.</param>
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

    /// <summary>The findings of the data check, ordered by kind and then from most to least certain.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The parts of photos that the most confident mistakes rest on.</summary>
    public IReadOnlyDictionary<LabeledImage, OcclusionMap> OcclusionMaps { get; init; } = new Dictionary<LabeledImage, OcclusionMap>();

    /// <summary>The images, ordered by category and relative path.</summary>
    public IReadOnlyList<ReportedImage> Images { get; }

    /// <summary>The images of the final test.</summary>
    public IEnumerable<ReportedImage> TestedImages => Images.Where(image => image.Tested is not null);

    /// <summary>The test images with a wrong label, beginning with those that the model was most confident about.</summary>
    public IReadOnlyList<ReportedImage> Mistakes =>
        [.. Images.Where(image => image.IsMistake).OrderByDescending(image => image.Confidence)];

    /// <summary>The name of the image folder or the project, without the folder that contains it, which stays private.</summary>
    public string DataName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Options.Data.ImageDir)));
}
