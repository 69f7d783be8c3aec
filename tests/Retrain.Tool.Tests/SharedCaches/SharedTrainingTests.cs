using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.SharedCaches;

/// <summary>Machines that share a cache, each a folder with a cache of its own.</summary>
public sealed class SharedTrainingTests : IDisposable
{
    private readonly TemporaryFolder team = new();
    private readonly TrainingRun first = new TrainingRun().Draw();
    private readonly TrainingRun second = new TrainingRun().Draw();

    public void Dispose()
    {
        team.Dispose();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task ACleanMachineEndsWithTheSameGraphAndComputesNothing()
    {
        (await TrainAsync(first, team.Path)).ShouldSucceed();

        ToolRun run = await TrainAsync(second, team.Path);

        run.ShouldSucceed();
        run.Output.ShouldContain("Bottlenecks: 48 cached (48 of them in the shared cache), 0 computed");
        File.ReadAllBytes(second.Graph).ShouldBe(File.ReadAllBytes(first.Graph));
        (await TrainAsync(second, "")).Output.ShouldContain("Bottlenecks: 48 cached, 0 computed"); // the local cache has them now
    }

    [Fact]
    public async Task AMachineWithoutALocalCacheUsesTheSharedOne()
    {
        (await TrainAsync(first, team.Path)).ShouldSucceed();
        second.Folder.Write("cache/bottlenecks.v1.db/x", 1); // a folder where the database would be

        ToolRun run = await TrainAsync(second, team.Path);

        run.ShouldSucceed();
        run.Error.ShouldContain("RT3002");
        run.Output.ShouldContain("Bottlenecks: 48 cached (48 of them in the shared cache), 0 computed");
        File.ReadAllBytes(second.Graph).ShouldBe(File.ReadAllBytes(first.Graph));
    }

    [Fact]
    public async Task AReadOnlyRunWritesNothing()
    {
        (await TrainAsync(first, team.Path, "--shared_cache_read_only")).ShouldSucceed();

        Directory.EnumerateFileSystemEntries(team.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task AMissingStoreIsToldOnceAndChangesNothing()
    {
        string missing = team.PathOf("missing");

        ToolRun run = await TrainAsync(first, missing);
        (await TrainAsync(second, "")).ShouldSucceed();

        run.ShouldSucceed();
        run.Error.Split('\n').Count(line => line.Contains("RT3024", StringComparison.Ordinal)).ShouldBe(1);
        run.Error.ShouldContain($"{missing} : warning RT3024");
        File.ReadAllBytes(first.Graph).ShouldBe(File.ReadAllBytes(second.Graph));
    }

    [Fact]
    public async Task CandidatesThatAreChosenBetweenTellItOnceTogether()
    {
        string vit = ReferenceData.PathOf("reference/hf_models/vit_feature_extraction");

        // Without test images no accuracy is good enough, so that nothing is written to the temporary folder that all tests share.
        ToolRun run = await ToolCall.RunAsync(
            first.CacheDir, "--image_dir", first.ImageDir, "--architecture", $"efficientnet_lite0,{vit}", "--choose",
            "--output_labels", first.Labels, "--output_manifest", first.Manifest, "--summaries_dir", "", "--how_many_training_steps", "50",
            "--minimum_test_accuracy", "100", "--testing_percentage", "0", "--validation_percentage", "20",
            "--shared_cache", team.PathOf("missing"));

        run.ShouldFail((int)ExitCode.AccuracyBelowMinimum, "RT1017");
        run.Error.Split('\n').Count(line => line.Contains("RT3024", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task OtherCommandsUseItToo()
    {
        string photo = Directory.EnumerateFiles(first.ImageDir, "*.jpg", SearchOption.AllDirectories).First();
        ToolRun computed = await ToolCall.RunAsync(first.CacheDir, "bottlenecks", photo, "--shared_cache", team.Path);
        Directory.EnumerateFiles(team.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(1);

        ToolRun read = await ToolCall.RunAsync(
            second.CacheDir, "bottlenecks", photo, "--shared_cache", team.Path, "--shared_cache_read_only");
        ToolRun check = await ToolCall.RunAsync(second.CacheDir, "check", first.ImageDir, "--shared_cache", team.Path);

        read.Output.ShouldBe(computed.Output);
        check.ShouldSucceed();
        Directory.EnumerateFiles(team.PathOf("cas"), "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    [Fact]
    public async Task AWrongAddressIsAMistake()
    {
        ToolRun run = await TrainAsync(first, "ftp://me:secret@cache");

        run.ExitCode.ShouldBe((int)ExitCode.Usage);
        run.Error.ShouldContain("RT4070");
        run.Error.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("RETRAIN_CACHE_PATIENCE", "soon", "RT4071")]
    [InlineData("RETRAIN_CACHE_READ_ONLY", "perhaps", "RT4072")]
    [InlineData("RETRAIN_CACHE_URL", "team", "RT4070")]
    public async Task AWrongVariableIsAMistake(string variable, string value, string code)
    {
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_DIR"] = first.CacheDir,
            ["RETRAIN_CACHE_URL"] = team.Path,
            [variable] = value,
        };

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. first.Arguments()], environment, TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe((int)ExitCode.Usage);
        run.Error.ShouldContain(code);
    }

    private static Task<ToolRun> TrainAsync(TrainingRun run, string address, params IReadOnlyList<string> more) =>
        run.TrainAsync(["--shared_cache", address, .. more]);
}
