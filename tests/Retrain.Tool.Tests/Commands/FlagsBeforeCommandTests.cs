using System.CommandLine;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class FlagsBeforeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands =>
        [.. CommandTree.Paths.Where(path => path.Length > 0).Select(path => string.Join(' ', path))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task NoFlagIsIgnored(string command)
    {
        string[] path = command.Split(' ');
        Option[] own = CommandTree.FlagsOf(path);
        for (int words = 0; words < path.Length; words++)
        {
            Option[] flags = [.. own.Concat(CommandTree.FlagsOf(path[..words])).DistinctBy(flag => flag.Name)];
            flags.ShouldNotBeEmpty();
            foreach (Option flag in flags)
            {
                string[] written = flag is Option<bool> or Option<bool?> ? [flag.Name] : [flag.Name, "1"];

                ToolRun run = await ToolCall.RunAsync(folder.Path, [.. path[..words], .. written, .. path[words..]]);

                bool isOwn = own.Any(option => option.Name == flag.Name);
                run.ShouldFail(2, isOwn ? "RT4058" : "RT4049").Output.ShouldBeEmpty();
                string right = $"dotnet retrain {command} {string.Join(' ', written)}";
                run.Error.ShouldContain(isOwn
                    ? $"{flag.Name} has no effect before '{command}'; write the command first: {right}."
                    : $"unknown flag '{flag.Name}' of '{command}'; it is a flag of ");
            }
        }
    }

    [Theory]
    [InlineData("RT4001", "unknown flag '--sede'", "--sede", "backbones")]
    [InlineData("RT4001", "unknown flag '--sede'", "--sede", "3", "backbones")]
    [InlineData("RT4001", "unknown flag '--jsno'; did you mean '--json'?", "cache", "--jsno", "info")]
    [InlineData("RT4058", "write the command first: dotnet retrain label_image --image 'my photos' --top_k 2 holiday.jpg.", "--image",
        "my photos", "label_image", "--top_k", "2", "holiday.jpg")]
    [InlineData("RT4058", "--json and --bottleneck_dir have no effect before 'cache info'; write the command first: "
        + "dotnet retrain cache info --json --bottleneck_dir x.", "--json", "cache", "--bottleneck-dir=x", "info")]
    [InlineData("RT4058", "dotnet retrain inspect --tensor a b -- -x.pb.", "--tensor", "a", "b", "inspect", "--", "-x.pb")]
    [InlineData("RT4058", "dotnet retrain check --image_dir x.", "train", "--image_dir", "x", "check")]
    [InlineData("RT4047", "--json is given twice; once is enough.", "cache", "--json", "info", "--json")]
    [InlineData("RT4047", "--bottleneck_dir is given twice, as 'a' and 'b'; keep one of them.", "cache", "--bottleneck_dir", "a", "info",
        "--bottleneck_dir", "b")]
    public async Task TheRightOrderIsShown(string code, string message, params string[] arguments)
    {
        ToolRun run = await ToolProcess.RunAsync(folder.Path, arguments);

        run.ShouldFail(2, code).Error.ShouldContain(message);
        run.Error.TrimEnd().Split('\n').Length.ShouldBe(1);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task AllOfThemAreReported()
    {
        ToolRun run = await ToolProcess.RunAsync(folder.Path, "--seed", "-1", "--json", "--verbosity", "quiet", "backbones");

        run.ShouldFail(2, "RT4058").Error.TrimEnd().Split('\n').Length.ShouldBe(3);
        run.Error.ShouldContain("dotnet retrain backbones --json.");
        run.Error.ShouldContain("unknown flag '--seed' of 'backbones'");
        run.Error.ShouldContain("unknown flag '--verbosity' of 'backbones'");
    }

    [Theory]
    [InlineData("--help", "backbones")]
    [InlineData("-h", "cache", "info")]
    [InlineData("cache", "--help", "info")]
    [InlineData("--json", "--help", "check")]
    public async Task HelpStandsAnywhere(params string[] arguments) =>
        (await ToolProcess.RunAsync(folder.Path, arguments)).ShouldSucceed().Output
            .ShouldContain($"dotnet-retrain {string.Join(' ', arguments.Where(word => !word.StartsWith('-')))} ");
}
