using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed class WelcomeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("train")]
    public async Task GreetsWhoGivesNothing(params string[] arguments)
    {
        ToolRun run = await ToolCall.RunAsync(folder.Path, arguments);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBeEmpty();
        run.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        Snapshot.Match(run.Output, "welcome");
    }

    [Theory]
    [InlineData("photos", "train", "photos")]
    [InlineData("photos --seed 7", "train", "photos", "--seed", "7")]
    [InlineData("--image_dir photos", "train", "--image_dir", "photos")]
    [InlineData("--help", "train", "--help")]
    [InlineData("--help", "help")]
    [InlineData("--help", "help", "train")]
    [InlineData("check --help", "help", "check")]
    [InlineData("check photos", "check", "photos")]
    [InlineData("cache push --help", "help", "cache", "push")]
    [InlineData("help a b c", "help", "a", "b", "c")]
    public void UnderstandsTheWordsOfOtherTools(string expected, params string[] arguments) =>
        string.Join(' ', CommandWords.Understood(arguments)).ShouldBe(expected);
}
