using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>The default outputs lie in the temporary folder, which all users of a machine share.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public SharedFolderTests() => Directory.CreateDirectory(Temporary);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task ALinkThatAnotherUserPlantedIsNotFollowed()
    {
        run.Folder.Write("precious.txt", "mine"u8);
        string planted = Path.Combine(Temporary, "output_graph.pb");
        File.CreateSymbolicLink(planted, run.Folder.PathOf("precious.txt"));
        OtherUser.GetsOwner(planted);

        ToolRun trained = await TrainAsync(run.ImageDir);

        trained.ShouldFail(2, "RT4014").Error.ShouldContain("--output_graph");
        (await File.ReadAllTextAsync(run.Folder.PathOf("precious.txt"), TestContext.Current.CancellationToken)).ShouldBe("mine");
    }

    [Fact]
    public async Task SummariesOfAnotherUserAreLeftAloneAndTheModelIsWritten()
    {
        string summaries = Path.Combine(Temporary, "retrain_logs");
        Directory.CreateDirectory(summaries);
        OtherUser.GetsOwner(summaries);

        ToolRun trained = await TrainAsync(run.ImageDir, "--output_graph", run.Graph, "--output_labels", run.Labels);

        trained.ShouldSucceed().Error.ShouldStartWith($"{summaries} : warning RT4015: ");
        Directory.EnumerateFileSystemEntries(summaries).ShouldBeEmpty();
        run.OutputNames().ShouldBe(["manifest.json", "output_graph.pb", "output_labels.txt"]);
    }

    [Fact]
    public async Task NetworksThatAnotherUserLaidThereAreNotTakenForPublishedOnes()
    {
        string[] architecture = ["--architecture", "mobilenet_0.25_128"];
        run.Folder.Write(Path.Combine("tmp", "imagenet", PublishedGraph.GraphPath), PublishedGraph.MobileNet());
        run.Folder.Write(Path.Combine("models", PublishedGraph.GraphPath), PublishedGraph.MobileNet());
        OtherUser.GetsOwner(Path.Combine(Temporary, "imagenet"));
        OtherUser.GetsOwner(run.Folder.PathOf("models"));

        ToolRun trained = await TrainAsync(run.ImageDir, architecture);
        ToolRun listed = await RunAsync("backbones");
        ToolRun named = await TrainAsync(run.ImageDir, [.. architecture, "--model_dir", run.Folder.PathOf("models")]);

        trained.ShouldFail(2, "RT4044").Error.ShouldContain("--model_dir");
        listed.ShouldFail(2, "RT4044");
        named.ShouldSucceed();
    }

    /// <summary>The labels of the last training with default outputs lie there, too.</summary>
    [Fact]
    public async Task LabelsOfAnotherModelAreNotTakenForTheGraphs()
    {
        (await TrainAsync(run.ImageDir)).ShouldSucceed();
        DrawnPhotos.Write(run.Folder.PathOf("others"), 24, "apples", "pears");
        string graph = run.OutputOf("fruit.pb");
        (await TrainAsync(
            run.Folder.PathOf("others"), "--output_graph", graph, "--output_labels", run.OutputOf("names of fruit.txt"))).ShouldSucceed();
        string photo = Path.Combine(run.ImageDir, "circles", "1.jpg");

        ToolRun labelled = await RunAsync("label_image", "--graph", graph, "--image", photo, "--top_k", "1");
        ToolRun borrowed = await RunAsync(
            "label_image", "--graph", graph, "--labels", Path.Combine(Temporary, "output_labels.txt"), "--image", photo);

        labelled.ShouldSucceed().Output.ShouldMatch("^(apples|pears) ");
        labelled.Error.ShouldBeEmpty();
        borrowed.ShouldFail(1, "RT2017");
    }

    private string Temporary => run.Folder.PathOf("tmp");

    private Task<ToolRun> TrainAsync(string imageDir, params IReadOnlyList<string> more) =>
        RunAsync(["--image_dir", imageDir, "--how_many_training_steps", "50", .. more]);

    private Task<ToolRun> RunAsync(params IReadOnlyList<string> arguments)
    {
        Dictionary<string, string?> environment = new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir };
        Array.ForEach(["TMPDIR", "TEMP", "TMP"], variable => environment[variable] = Temporary);
        return ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. arguments], environment, TestContext.Current.CancellationToken);
    }
}
