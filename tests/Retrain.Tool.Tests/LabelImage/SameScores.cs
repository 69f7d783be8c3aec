using System.Text.Json;
using Retrain.Runtime;
using Retrain.Tests.Shared;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training;
using Retrain.Training.Evaluation;

namespace Retrain.Tool.Tests.LabelImage;

/// <summary>What training said of an image that it never saw is what the tool and an app say of it, to the bit.</summary>
public sealed class SameScores
{
    [Fact]
    public async Task OfTheSampleImages()
    {
        using TrainingRun run = new(Repository.PathOf("samples/road_signs/images"));

        await CompareAsync(run, images: 37);
    }

    [Fact]
    public async Task OfRealPhotos()
    {
        using TrainingRun run = new();
        foreach (string category in Directory.GetDirectories(ReferenceData.PathOf("datasets/flower_photos")))
        {
            foreach (string photo in Directory.GetFiles(category).Order(StringComparer.Ordinal).Take(40))
            {
                byte[] content = await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken);
                run.Folder.Write(Path.Combine("photos", Path.GetFileName(category), Path.GetFileName(photo)), content);
            }
        }

        await CompareAsync(run, images: 21);
    }

    private static async Task CompareAsync(TrainingRun run, int images)
    {
        RetrainOptions options = new()
        {
            ImageDir = run.ImageDir,
            BottleneckDir = run.CacheDir,
            OutputGraph = run.Graph,
            OutputLabels = run.Labels,
            OutputManifest = run.Manifest,
            IntermediateOutputGraphsDir = run.OutputOf("intermediate"),
            HowManyTrainingSteps = 300,
        };
        RetrainResult trained = new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken);
        trained.TestedImages.Count.ShouldBe(images);

        using ImageClassifier classifier = ImageClassifier.Load(run.Graph, run.Labels);
        string[] paths = [.. trained.TestedImages.Select(image => image.Path)];
        ToolRun labelled = await ToolProcess.RunAsync(
            run.CacheDir, ["label_image", "--graph", run.Graph, "--labels", run.Labels, "--top_k", "100", "--json", "--image", .. paths]);
        string[] lines = labelled.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(images);
        foreach ((TestedImage image, string line) in trained.TestedImages.Zip(lines))
        {
            Dictionary<string, float> tested = trained.Labels.Zip(image.Probabilities).ToDictionary();
            IReadOnlyList<Prediction> predictions = classifier.Classify(image.Path);
            predictions.ToDictionary(prediction => prediction.Label, prediction => prediction.Probability).ShouldBe(tested, ignoreOrder: true);
            predictions[0].Label.ShouldBe(image.PredictedLabel);
            ScoresIn(line, image.Path).ShouldBe(tested, ignoreOrder: true);
        }
    }

    private static Dictionary<string, float> ScoresIn(string line, string path)
    {
        using JsonDocument labelled = JsonDocument.Parse(line);
        labelled.RootElement.GetProperty("image").GetString().ShouldBe(path);
        return labelled.RootElement.GetProperty("predictions").EnumerateArray().ToDictionary(
            prediction => prediction.GetProperty("label").GetString()!, prediction => prediction.GetProperty("probability").GetSingle());
    }
}
