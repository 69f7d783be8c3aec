using System.Text;
using System.Text.Json;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Choosing;
using Retrain.Training.Events;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Choosing;

public sealed class BackboneChooserTests : IDisposable
{
    private readonly ChoiceRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void TheChoiceAndAllBytesAreTheSameInAnyOrderAtAnyThreadCount()
    {
        using ChoiceRun other = new();

        run.Choose(ChoiceRun.Networks, ("threads", "1"));
        other.Choose(ChoiceRun.Networks.Reverse(), ("threads", "5"));

        other.Written().ShouldBe(run.Written());
        other.Choice.Chosen.Name.ShouldBe(run.Choice.Chosen.Name);
    }

    [Fact]
    public void TestImagesHaveNoInfluence()
    {
        IEnumerable<string> tested = run.Choose(ChoiceRun.Networks).TestedImages.Select(image => image.Image.Path);
        string before = run.Manifest().GetProperty("choice").GetRawText();
        byte[][] content = [.. tested.Select((_, i) => DrawnPhotos.Draw(category: i % 2, 1000 + i))];
        foreach ((string path, byte[] drawn) in tested.Zip(content))
        {
            // Other photos, of which every second one is now in the wrong category.
            File.WriteAllBytes(path, drawn);
        }

        run.Choose(ChoiceRun.Networks).TestedImages.Count.ShouldBe(content.Length);

        content.Length.ShouldBeGreaterThan(2);
        run.Manifest().GetProperty("choice").GetRawText().ShouldBe(before);
        run.Choice.Candidates.ShouldAllBe(candidate => candidate.Accuracy.Total == (2 * ChoiceRun.Photos) - content.Length);
    }

    [Fact]
    public void ASecondTimeNothingIsComputed()
    {
        run.Choose(ChoiceRun.Networks);
        run.Computed.ShouldBe([2 * ChoiceRun.Photos, 2 * ChoiceRun.Photos, 2 * ChoiceRun.Photos, 0]); // and the training's own
        run.Choice.Candidates.ShouldAllBe(candidate => candidate.ImagesPerSecond > 0);
        byte[][] cold = run.Written();

        run.Choose(ChoiceRun.Networks);

        run.Computed.ShouldBe([0, 0, 0, 0]);
        run.Choice.Candidates.ShouldAllBe(candidate => candidate.ImagesPerSecond == null && candidate.ComputedCount == 0);
        run.Written().ShouldBe(cold);
    }

    [Fact]
    public void TheModelIsThatOfATrainingOnTheChosenBackbone()
    {
        (string, string) distorted = ("flip_left_right", "true");
        run.Choose(ChoiceRun.Networks, distorted);
        byte[][] chosen = run.Written();
        JsonElement backbone = run.Manifest().GetProperty("backbone");

        run.Train(run.Choice.Chosen.Architecture, distorted);

        run.Written()[..2].ShouldBe(chosen[..2]);
        run.Manifest().GetProperty("backbone").GetRawText().ShouldBe(backbone.GetRawText());
        run.Manifest().TryGetProperty("choice", out _).ShouldBeFalse();
    }

    [Fact]
    public void TheManifestHasEveryCandidateAndNoPath()
    {
        run.Choose(ChoiceRun.Networks);

        JsonElement choice = run.Manifest().GetProperty("choice");
        JsonElement[] candidates = [.. choice.GetProperty("candidates").EnumerateArray()];
        candidates.Select(candidate => candidate.GetProperty("name").GetString())
            .ShouldBe(ChoiceRun.Networks.Select(network => Path.GetFileName(network)), ignoreOrder: true);
        choice.GetProperty("chosen").GetString().ShouldBe(run.Manifest().GetProperty("backbone").GetProperty("name").GetString());
        candidates.ShouldAllBe(candidate =>
            candidate.GetProperty("multiplyAdds").GetInt64() > 0 && candidate.GetProperty("accuracyLow95").GetDouble() > 0
            && candidate.GetProperty("bottleneckLength").GetInt32() > 0);
        string text = Encoding.UTF8.GetString(run.Written()[2]);
        text.ShouldNotContain("hf_models");
        text.ShouldNotContain(run.PathOf(""));
    }

    [Fact]
    public void TheSizeIsThatOfTheWrittenModel()
    {
        run.Choose(ChoiceRun.Networks);

        ((double)run.Choice.Chosen.SizeBytes).ShouldBe(run.Written()[0].Length, 16); // the digits of the confidence threshold
    }

    [Fact]
    public void NothingThatWasComputedIsLostByCancelling()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Retrainer cancelled = new(run.Read(string.Join(',', ChoiceRun.Networks), ("choose", "true")), trainingEvent =>
        {
            if (trainingEvent is CandidateBegun { Number: 2 })
            {
                cancel.Cancel();
            }
        });
        Should.Throw<OperationCanceledException>(() => cancelled.Run(cancel.Token));
        File.Exists(run.PathOf("out/graph.onnx")).ShouldBeFalse();

        run.Choose(ChoiceRun.Networks);

        run.Computed.First().ShouldBe(0);
    }

    [Fact]
    public void AnUnreadablePhotoIsNamedOnce()
    {
        File.WriteAllText(run.PathOf("photos/circles/broken.jpg"), "no image");

        run.Choose(ChoiceRun.Networks, ("report", run.PathOf("report.html")));

        run.Events.OfType<ProblemFound>().Count(problem => problem.Diagnostic.Code == "RT1003").ShouldBe(1);
        File.ReadAllText(run.PathOf("report.html")).ShouldContain("broken.jpg");
    }

    [Fact]
    public void AnUnreadablePhotoOfAStrictRunIsNamedBeforeItStops()
    {
        string[] networks = ChoiceRun.Networks;
        File.WriteAllText(run.PathOf("photos/circles/broken.jpg"), "no image");

        Should.Throw<RetrainException>(() => run.Choose(networks, ("strict", "true"))).Diagnostic.Code.ShouldBe("RT1015");

        run.Events.OfType<ProblemFound>().ShouldContain(problem => problem.Diagnostic.Code == "RT1003");
    }

    [Fact]
    public void OneNetworkUnderTwoNamesIsRefusedBeforeAnyWork()
    {
        string network = ChoiceRun.Network("resnet_feature_extraction");
        string file = Path.Combine(network, "model.onnx");

        Should.Throw<RetrainException>(() => run.Choose([network, file])).Diagnostic.Code.ShouldBe("RT4133");

        run.Events.OfType<BottlenecksProgressed>().ShouldBeEmpty();
    }

    [Fact]
    public void ABackboneThatIsNotANetworkIsRefusedBeforeAnyWork()
    {
        byte[] network = File.ReadAllBytes(Path.Combine(ChoiceRun.Networks[0], "model.onnx"));
        File.WriteAllBytes(run.PathOf("damaged.onnx"), network[..1000]);

        Should.Throw<RetrainException>(() => run.Choose([.. ChoiceRun.Networks, run.PathOf("damaged.onnx")]))
            .Diagnostic.Code.ShouldBe("RT2001");

        run.Events.OfType<BottlenecksProgressed>().ShouldBeEmpty();
    }

    [Fact]
    public void AnOutputThatIsACandidatesFileIsRefusedBeforeAnyWork()
    {
        Directory.CreateDirectory(run.PathOf("own"));
        foreach (string file in new[] { "model.onnx", "preprocessor_config.json" })
        {
            File.Copy(Path.Combine(ChoiceRun.Network("mobilevit_bgr"), file), run.PathOf($"own/{file}"));
        }

        Should.Throw<RetrainException>(
            () => run.Choose([.. ChoiceRun.Networks, run.PathOf("own")], ("output_graph", run.PathOf("own/model.onnx"))))
            .Diagnostic.Code.ShouldBe("RT4043");

        run.Events.OfType<BottlenecksProgressed>().ShouldBeEmpty();
    }
}
