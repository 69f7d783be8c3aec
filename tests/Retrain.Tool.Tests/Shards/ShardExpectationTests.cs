using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

public sealed class ShardExpectationTests
{
    [Fact]
    public async Task MissingPartsAreNamedAsAnArray()
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(6);
        File.Delete(parts.ResultOf(2, 6));
        File.Delete(parts.ResultOf(4, 6));
        File.Delete(parts.ResultOf(5, 6));
        File.Delete(parts.ResultOf(6, 6));

        ToolRun run = await parts.ExpectAsync(6);

        run.ShouldFail(75, "RT3032").Error.ShouldContain("there are no results of these parts: 2,4-6; ");
        run.Error.ShouldContain(
            "error RT3037: 4 of 6 parts are not there; run them again with the same flags: --array=2,4-6 of sbatch with --shard auto/6, ");
        run.Output.ShouldNotContain("All");
    }

    [Theory]
    [InlineData("--ignore_orientation", "orientation")]
    [InlineData("--max_megapixels 2", "decoder")]
    [InlineData("--imported_bottlenecks", "imported")]
    public async Task PartsOfOtherFlagsAreNamed(string flag, string differences)
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(2);
        (await parts.ExtractAsync("2/2", flag.Split(' '))).ShouldSucceed();

        ToolRun run = await parts.ExpectAsync(2);

        run.ShouldFail(75, "RT3033").Error.ShouldContain($"were extracted with other flags ({differences} differ): 2; ");
        run.Error.ShouldContain("--array=2 of sbatch");
    }

    [Theory]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("changed")]
    public async Task PartsWhosePhotosChangedAreNamed(string change)
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(3);
        string photo = Path.Combine(parts.Run.ImageDir, "circles", change == "added" ? "new.jpg" : "3.jpg");
        if (change == "removed")
        {
            File.Delete(photo);
        }
        else
        {
            File.WriteAllBytes(photo, DrawnPhotos.Draw(0, 1000));
        }

        ToolRun run = await parts.ExpectAsync(3, "--json");

        JsonElement last = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]).RootElement;
        run.ShouldFail(75, "RT3034");
        last.GetProperty("event").GetString().ShouldBe("partsExpected");
        last.GetProperty("changed").GetArrayLength().ShouldBe(1);
        last.GetProperty("done").GetInt32().ShouldBe(2);
        string again = last.GetProperty("array").GetString()!;
        (await parts.ExtractAsync($"{again}/3")).ShouldSucceed().Output
            .ShouldContain(change == "removed" ? ", 0 computed" : ", 1 computed");
        (await parts.ExpectAsync(3)).ShouldSucceed();
    }

    [Fact]
    public async Task OneMissingPartIsNotSeveral()
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(2);
        File.Delete(parts.ResultOf(2, 2));

        (await parts.ExpectAsync(2)).ShouldFail(75, "RT3032").Error
            .ShouldContain("there is no result of part 2; it was not extracted, or did not end well.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"formatVersion\": 2}")]
    public async Task AFileThatIsNotAResultCountsAsMissing(string content)
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(2);
        File.WriteAllText(parts.ResultOf(1, 2), content);

        ToolRun run = await parts.ExpectAsync(2);

        run.ShouldFail(75, "RT3037").Error.ShouldContain($"{parts.ResultOf(1, 2)} : warning RT3035: this is not the result of its part (");
        run.Error.ShouldContain("1 of 2 parts is not there; run it again with the same flags: --array=1 of sbatch");
        run.Error.ShouldNotContain("RT3032"); // what is told is not told twice
    }

    [Fact]
    public async Task AResultUnderTheNameOfAnotherPartIsNotBelieved()
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(2);
        File.Copy(parts.ResultOf(1, 2), parts.ResultOf(2, 2), overwrite: true);

        (await parts.ExpectAsync(2)).ShouldFail(75, "RT3037").Error.ShouldContain("it is the result of part 1 of 2");
    }

    [Fact]
    public async Task ResultsOfAnotherNumberOfPartsAreMentioned()
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(2);

        (await parts.ExpectAsync(3)).ShouldFail(75, "RT3037").Error
            .ShouldContain("warning RT3038: there are results of 2 parts, and none of 3; pass the number that --shard had.");
    }

    [Fact]
    public async Task WithoutAnyResultAllPartsAreMissing()
    {
        using ShardedRun parts = new(1);

        ToolRun run = await parts.ExpectAsync(64);

        run.ShouldFail(75, "RT3037").Error.ShouldContain("--array=1-64 of sbatch");
        run.Error.ShouldContain($"{parts.Results} : warning RT3053: the folder of the results does not exist; ");
    }

    /// <summary>It reads what the photos are now, and leaves that for the training.</summary>
    [Fact]
    public async Task AnotherMachineWithACopyOfThePhotosAgrees()
    {
        using ShardedRun parts = new();
        await parts.ExtractAllAsync(3);
        using TrainingRun copy = new TrainingRun().Draw(8);

        ToolRun run = await parts.ExpectAsync(3, "--bottleneck_dir", copy.CacheDir);

        run.ShouldSucceed();
        (await ToolCall.RunAsync(copy.CacheDir, FlagsOnce.In(
            "bottlenecks", "--image_dir", copy.ImageDir, "--expect", "3", "--shard_results", parts.Results))).ShouldSucceed();
    }
}
