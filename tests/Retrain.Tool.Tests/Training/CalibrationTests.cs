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
            .ShouldMatch(@"Calibrated on \d+ validation images: temperature \d\.\d\d\.\n.*"
                + @"Labels with a probability below \d\.\d\d\d are uncertain; "
                + @"of the others, at most (5|10|20)% should be wrong \(95% confidence, cross-validated on ");
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
            .ShouldNotContain("Calibrated on");

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
    public async Task NeedsValidationImagesForTheTemperatureOnly()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--validation_percentage", "0")).ShouldSucceed().Output.ShouldNotContain("Calibrated");

        JsonElement calibration = Manifest(run).GetProperty("calibration");
        calibration.GetProperty("temperature").GetDouble().ShouldBe(1);
        calibration.GetProperty("crossValidatedImages").GetInt32()
            .ShouldBe(Manifest(run).GetProperty("metrics").GetProperty("training").GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task NoLabelIsConfidentWhereNothingCanBePromised()
    {
        using TrainingRun run = new TrainingRun().DrawCached(6);

        ToolRun trained = await run.TrainAsync(
            "--output_onnx", run.OutputOf("o.onnx"), "--believed_error", "2.5", "--report", run.OutputOf("report.html"));

        trained.ShouldSucceed().Output.ShouldContain("No label can be believed, as ");
        trained.Output.ShouldMatch(@"\); about \d+ more images might be enough to promise 2\.5%\.");
        JsonElement calibration = Manifest(run).GetProperty("calibration");
        calibration.GetProperty("confidenceThreshold").ValueKind.ShouldBe(JsonValueKind.Null);
        calibration.GetProperty("promisedErrorPercent").ValueKind.ShouldBe(JsonValueKind.Null);
        calibration.GetProperty("missingImages").GetInt32().ShouldBeGreaterThan(100);
        calibration.TryGetProperty("confidentTestAccuracy", out _).ShouldBeFalse();
        (await File.ReadAllTextAsync(run.OutputOf("report.html"), TestContext.Current.CancellationToken))
            .ShouldContain("No label can be believed");
        foreach (string graph in new[] { run.Graph, run.OutputOf("o.onnx") })
        {
            using ImageClassifier classifier = ImageClassifier.Load(graph, run.Labels);
            classifier.ConfidenceThreshold.ShouldBe(float.PositiveInfinity);
            classifier.Classify(Path.Combine(run.ImageDir, "circles", "1.jpg")).ShouldAllBe(prediction => !prediction.IsConfident);
            using ImageClassifier lenient = ImageClassifier.Load(graph, run.Labels, new ImageClassifierOptions { ConfidenceThreshold = 0 });
            lenient.Classify(Path.Combine(run.ImageDir, "circles", "1.jpg")).ShouldAllBe(prediction => prediction.IsConfident);
        }
    }

    private static JsonElement Manifest(TrainingRun run)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(run.Manifest));
        return manifest.RootElement.Clone();
    }
}
