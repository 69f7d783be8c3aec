using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Manifests;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Training.Reports;

/// <summary>All that a report is made from.</summary>
internal sealed class ReportedRun
{
    /// <param name="manifest">Options, images, sets and how well the model does.</param>
    /// <param name="bottlenecks">Of the images.</param>
    /// <param name="testedImages">The final test.</param>
    /// <param name="history">What was said during the run.</param>
    /// <param name="modelWritten">Not when the test accuracy is below the wanted minimum.</param>
    public ReportedRun(
        ModelManifest manifest, LabeledBottlenecks bottlenecks, IReadOnlyList<TestedImage> testedImages, RunHistory history, bool modelWritten)
    {
        Manifest = manifest;
        Matrix = bottlenecks.Matrix;
        History = history;
        ModelWritten = modelWritten;
        Confusion = ConfusionMatrix.Of(manifest.Labels, testedImages);

        // A file may belong to two categories; under one label it is the same wherever it stands.
        Dictionary<(string Path, string Label), TestedImage> tests = [];
        foreach (TestedImage test in testedImages)
        {
            tests.TryAdd((test.Path, test.Label), test);
        }

        Images = [.. bottlenecks.Images.Select((image, i) => Reported(image, i, bottlenecks.Splits[i], tests))];
    }

    public ModelManifest Manifest { get; }

    public RetrainOptions Options => Manifest.Options;

    public IReadOnlyList<string> Labels => Manifest.Labels;

    public BottleneckMatrix Matrix { get; }

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

    private static ReportedImage Reported(
        DigestedImage image, int index, Split split, Dictionary<(string Path, string Label), TestedImage> tests)
    {
        (string label, string path) = (image.Category.Label, image.Image.Path);
        string folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(image.Category.FolderName));
        TestedImage? test = split is Split.Testing ? tests.GetValueOrDefault((path, label)) : null;
        return new(index, path, $"{folder}/{image.Image.RelativePath}", label, split, image.Row, test);
    }
}
