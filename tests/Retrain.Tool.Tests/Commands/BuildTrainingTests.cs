using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class BuildTrainingTests : IDisposable
{
    private readonly TrainingRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task WritesTheSameFilesAsTheCommandLine()
    {
        run.DrawCached().Folder.Write("photos/circles/notes.jpg", "just some text"u8);
        (await run.TrainAsync("--flip_left_right", "--split_salt", "a \"b\" \\")).ShouldSucceed();
        byte[][] expected = [.. Outputs()];

        ToolRun built = await BuildAsync(run.WriteInputs("option\tFlipLeftRight\ttrue", "option\tSplitSalt\ta \"b\" \\\\"));

        built.ShouldSucceed().Output.ShouldStartWith("Flowers: 2 labels, 48 images (0 new)");
        string[] lines = built.Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith("Flowers: Labels with a probability below "); // as 5% cannot be promised
        built.Error.ShouldBeEmpty();
        Problems().ShouldStartWith($"{run.Folder.PathOf("photos/circles/notes.jpg")} : warning RT1003: ");
        Outputs().ShouldBe(expected);
    }

    [Fact]
    public async Task ForgetsAnErrorOnceItsCauseIsGone()
    {
        // With a problem of its own, what is remembered of the model is the same with another problem in its place.
        run.DrawCached().Folder.Write("photos/circles/notes.jpg", "just some text"u8);
        string inputs = run.WriteInputs();
        (await BuildAsync(inputs)).ShouldSucceed();
        (await BuildAsync(run.WriteInputs("option\tLearningRate\tabc"))).ExitCode.ShouldNotBe(0);
        Problems().ShouldContain("RT4003");

        (await BuildAsync(run.WriteInputs())).ShouldSucceed();

        Problems().ShouldNotContain("RT4003");
        (await BuildAsync(inputs)).ShouldSucceed().Output.TrimEnd().ShouldBe("Flowers: the images are those that it was trained on");
    }

    [Fact]
    public async Task LeavesTheModelAloneWhereOnlyFactsOfFilesDiffer()
    {
        string inputs = run.DrawCached().WriteInputs();
        (await BuildAsync(inputs)).ShouldSucceed();
        string[] written = [.. Written()];
        run.Draw();

        (await BuildAsync(inputs)).ShouldSucceed().Output.TrimEnd().ShouldBe("Flowers: the images are those that it was trained on");
        Written().ShouldBe(written);

        File.AppendAllText(run.Labels, "roses");
        (await BuildAsync(inputs)).ShouldSucceed().Output.ShouldContain("(0 new)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("just some text")]
    public async Task TrainsACopiedTreeOnlyForTheProblemsThatNameItsPhotos(string notes)
    {
        if (notes.Length > 0)
        {
            run.Draw().Folder.Write("photos/circles/notes.jpg", Encoding.UTF8.GetBytes(notes));
        }

        string inputs = run.DrawCached().WriteInputs();
        (await BuildAsync(inputs)).ShouldSucceed();
        using TemporaryFolder copy = new();
        foreach (string file in Directory.EnumerateFiles(run.Folder.Path, "*", SearchOption.AllDirectories))
        {
            copy.Write(Path.GetRelativePath(run.Folder.Path, file), File.ReadAllBytes(file));
        }

        string copied = copy.PathOf("Flowers.inputs");
        File.WriteAllText(copied, File.ReadAllText(inputs).Replace(run.Folder.Path, copy.Path, StringComparison.Ordinal));

        ToolRun again = await BuildAsync(copied);

        string expected = notes.Length == 0 ? "Flowers: the images are" : "Flowers: 2 labels, 48 images (0 new)";
        again.ShouldSucceed().Output.ShouldStartWith(expected);
    }

    [Theory]
    [InlineData(2, "RT4003", "option\tLearningRate\tfast")]
    [InlineData(2, "RT4001", "option\tLerningRate\t0.1")]
    [InlineData(2, "RT4005", "option\tTestingPercentage\t100")]
    [InlineData(2, "RT4030", "engine_range\t[2.0,3.0)")]
    [InlineData(2, "RT4003", "engine_range\tnewest")]
    [InlineData(1, "RT1023", "color\tred")]
    public async Task PutsErrorsIntoTheProblemsFile(int exitCode, string code, string record)
    {
        ToolRun failed = await ToolCall.RunAsync(run.CacheDir, "--inputs", run.WriteInputs(record));

        failed.ExitCode.ShouldBe(exitCode, failed.Error);
        failed.Error.ShouldBeEmpty();
        Problems().ShouldContain($"error {code}: ");
        File.Exists(run.Folder.PathOf("Flowers.problems.txt.pending")).ShouldBeFalse();
    }

    [Fact]
    public async Task NeedsAnInputsFileThatExists() => (await BuildAsync(run.Folder.PathOf("none.inputs"))).ShouldFail(2, "RT4009");

    private Task<ToolRun> BuildAsync(string inputs) => ToolProcess.RunAsync(run.CacheDir, "--inputs", inputs);

    private string Problems() => File.ReadAllText(run.Folder.PathOf("Flowers.problems.txt"));

    private IEnumerable<string> Written() =>
        new[] { run.Graph, run.Labels, run.Manifest }.Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}");

    private IEnumerable<byte[]> Outputs() => new[] { run.Graph, run.Labels, run.Manifest }.Select(File.ReadAllBytes);
}
