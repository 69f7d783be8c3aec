using System.Text.Json;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class CalibrationTests
{
    [Fact]
    public async Task IsInTheLineTheManifestAndTheGraph()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await run.TrainAsync("--validation_percentage", "30", "--output_onnx", run.OutputOf("o.onnx"));

        trained.ShouldSucceed().Output
            .ShouldMatch(
                @"Calibrated on \d+ validation images: temperature \d\.\d\d; labels with a probability below \d\.\d\d are uncertain\.");
        JsonElement calibration = Manifest(run).GetProperty("calibration");
        float threshold = calibration.GetProperty("confidenceThreshold").GetSingle();
        calibration.GetProperty("temperature").GetDouble().ShouldNotBe(1);
        foreach (string graph in new[] { run.Graph, run.OutputOf("o.onnx") })
        {
            using ImageClassifier classifier = ImageClassifier.Load(graph, run.Labels);
            classifier.ConfidenceThreshold.ShouldBe(threshold);
            foreach (Prediction prediction in classifier.Classify(Path.Combine(run.ImageDir, "circles", "1.jpg")))
            {
                prediction.IsConfident.ShouldBe(prediction.Probability >= threshold);
            }
        }
    }

    [Fact]
    public async Task CanBeLeftOutAndChangesNoLabel()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync("--validation_percentage", "30")).ShouldSucceed();
        using ImageClassifier calibrated = ImageClassifier.Load(run.Graph, run.Labels);

        (await run.TrainAsync("--validation_percentage", "30", "--no_calibration")).ShouldSucceed().Output
            .ShouldContain("temperature 1.00");

        using ImageClassifier plain = ImageClassifier.Load(run.Graph, run.Labels);
        double temperature = 0;
        foreach (string image in Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories))
        {
            IReadOnlyList<Prediction> first = calibrated.Classify(image);
            IReadOnlyList<Prediction> second = plain.Classify(image);
            first.Select(prediction => prediction.Label).ShouldBe(second.Select(prediction => prediction.Label));

            // The ratio of the logarithms of odds is the temperature, the same for every image.
            double ratio = Odds(second) / Odds(first);
            temperature = temperature is 0 ? ratio : temperature;
            ratio.ShouldBe(temperature, Math.Abs(temperature) * 0.02);
        }

        temperature.ShouldNotBe(1);
        Manifest(run).GetProperty("options").GetProperty("no_calibration").GetBoolean().ShouldBeTrue();

        static double Odds(IReadOnlyList<Prediction> predictions) =>
            Math.Log(predictions[0].Probability) - Math.Log(predictions[1].Probability);
    }

    [Fact]
    public async Task NeedsValidationImages()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--validation_percentage", "0")).ShouldSucceed().Output.ShouldNotContain("Calibrated");

        Manifest(run).TryGetProperty("calibration", out _).ShouldBeFalse();
        using ImageClassifier classifier = ImageClassifier.Load(run.Graph, run.Labels);
        classifier.ConfidenceThreshold.ShouldBe(0);
        classifier.Classify(Path.Combine(run.ImageDir, "circles", "1.jpg")).ShouldAllBe(prediction => prediction.IsConfident);
        using ImageClassifier strict = ImageClassifier.Load(run.Graph, run.Labels, new ImageClassifierOptions { ConfidenceThreshold = 1 });
        strict.Classify(Path.Combine(run.ImageDir, "circles", "1.jpg")).ShouldAllBe(prediction => !prediction.IsConfident);
    }

    private static JsonElement Manifest(TrainingRun run)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(run.Manifest));
        return manifest.RootElement.Clone();
    }
}
