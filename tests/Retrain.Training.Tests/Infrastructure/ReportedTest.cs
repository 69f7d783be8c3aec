using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Growth;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Reports;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A run of which only the final test is known, and what was measured for the report.</summary>
internal static class ReportedTest
{
    /// <param name="probabilities">For each test image its label and the probabilities of all labels.</param>
    public static ReportedRun Of(
        BottleneckMatrix matrix,
        IReadOnlyList<(int Label, float[] Probabilities)> probabilities,
        ErrorPromise promise,
        AccuracyGrowth? growth)
    {
        string[] labels = [.. Enumerable.Range(0, probabilities[0].Probabilities.Length).Select(i => $"label <{i}>")];
        TestedImage[] tested = [.. probabilities.Select((image, i) => Tested(labels, image.Label, image.Probabilities, i))];
        HeadEvaluation evaluation = new(new Accuracy(tested.Count(image => image.IsRight), tested.Length), 0.5);
        RunHistory history = new();
        if (growth is not null)
        {
            history.Add(new GrowthMeasured(growth, 25, TimeSpan.FromSeconds(1)));
        }

        ModelManifest manifest = new()
        {
            Backbone = AverageColor.Load(),
            Options = new() { Data = new() { ImageDir = "photos" } },
            Data = new("photos", labels, [.. tested.Select(image => image.Image)], matrix),
            BottleneckScale = 1,
            Calibration = new(0, 1, promise),
            Novelty = new("novelty", 100, 100, 0.4f),
            Training = evaluation,
            Validation = evaluation,
            Testing = evaluation,
            Tested = tested,
        };
        return new ReportedRun(manifest, history, modelWritten: true);
    }

    private static TestedImage Tested(string[] labels, int label, float[] probabilities, int index)
    {
        Category category = new(labels[label], label, $"{label}", [new ImageFile($"{index}.jpg", $"{index}.jpg")]);
        LabeledImage image = category.Images[0];
        image.Split = Split.Testing;
        int predicted = Array.IndexOf(probabilities, probabilities.Max());
        return new TestedImage(image, predicted, labels[predicted], probabilities);
    }
}
