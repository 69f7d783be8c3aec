using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Options;

namespace Retrain.Training.Tests;

/// <summary>The open world of the TensorFlow tutorial: a category of photos of anything else.</summary>
public sealed class UnknownCategoryTests
{
    [Fact]
    public void PhotosOfSomethingElseGetItsLabel()
    {
        using TemporaryFolder folder = new();
        string[] others =
            [.. Directory.EnumerateFiles(Repository.PathOf("samples/road_signs/images"), "*.jpg", SearchOption.AllDirectories).Order()];
        DrawnPhotos.Write(folder.PathOf("photos"), 40, "circles", "squares");
        Directory.CreateDirectory(folder.PathOf("photos/unknown"));
        foreach ((int i, string photo) in others.Where((_, i) => i % 4 != 0).Index())
        {
            File.Copy(photo, folder.PathOf($"photos/unknown/{i}.jpg"));
        }

        new Retrainer(Options(folder), _ => { }).Run(TestContext.Current.CancellationToken);
        using ImageClassifier classifier = ImageClassifier.Load(folder.PathOf("out/graph.pb"), folder.PathOf("out/labels.txt"));
        string[] labels = [.. others.Where((_, i) => i % 4 == 0).Select(photo => classifier.Classify(photo)[0].Label)];

        classifier.Labels.ShouldBe(["circles", "squares", "unknown"]);
        labels.Count(label => label == "unknown").ShouldBeGreaterThan(labels.Length * 9 / 10);
        classifier.Classify(DrawnPhotos.Draw(category: 0, seed: 500))[0].Label.ShouldNotBe("unknown");
        classifier.Classify(DrawnPhotos.Draw(category: 1, seed: 500))[0].Label.ShouldNotBe("unknown");
    }

    private static RetrainOptions Options(TemporaryFolder folder) => new()
    {
        Data = new() { ImageDir = folder.PathOf("photos") },
        Bottlenecks = new() { BottleneckDir = folder.PathOf("cache") },
        Output = new()
        {
            Graph = folder.PathOf("out/graph.pb"),
            Labels = folder.PathOf("out/labels.txt"),
            Manifest = folder.PathOf("out/manifest.json"),
        },
        Head = new() { HowManyTrainingSteps = 500 },
    };
}
