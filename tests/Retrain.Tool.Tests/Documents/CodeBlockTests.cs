using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

/// <summary>
/// Every block of every page is tried. Commands of the tool run here, page by page, in the order of the page; the text below a command
/// must be what it prints, but for its numbers and for what three dots stand for. What is not run here stands below, with the reason.
/// </summary>
public sealed partial class CodeBlockTests
{
    private const string FollowedByANewUser = "NewConsoleTests of Retrain.MSBuild.Tests follows the README with the packed packages";
    private const string TestsOfSamples = "the tests of Retrain.MSBuild.Tests/Samples build and run the sample";

    private const string RunBySlurm = "Shards/SlurmArrayTests runs it on a Slurm of its own";
    private const string TakesACluster = "takes a Kubernetes; Shards/ShardsPageTests runs the commands of its pods";

    private const string TakesAnHour = "takes up to an hour; continuous integration runs its short form";

    private const string LeftOut = "…"; // a line that stands for others

    private static readonly Dictionary<string, string> NotRunHere = new()
    {
        ["dotnet test"] = "runs this test",
        ["dotnet run build/build.cs"] = "runs this test, in continuous integration",
        ["dotnet build tests/Retrain.Training.Tests"] = "is part of what is built before this test",
        ["dotnet tests/Retrain.Training.Tests/bin/Debug/net10.0/Retrain.Training.Tests.dll -class \"*Split*\""] = "is part of dotnet test",
        ["dotnet run -c Release --project tests/Retrain.Benchmarks -- --help"] = "would build the benchmarks a second time",
        ["dotnet run --project tests/Retrain.Hostile --configuration Release"] = TakesAnHour,
        ["dotnet run --project tests/Retrain.Hostile --configuration Release -- images --seed 7"] = TakesAnHour,
        ["dotnet run --project tests/Retrain.Hostile --configuration Release -- --scale 0.01"] = TakesAnHour,
        ["dotnet tool install -g dotnet-retrain"] = "Packages/ToolPackageTests installs the packed tool, into a folder of its own",
        ["dotnet new console -o FlowerApp"] = FollowedByANewUser,
        ["cp -r ~/flower_photos FlowerApp/flowers"] = FollowedByANewUser,
        ["cd FlowerApp"] = FollowedByANewUser,
        ["dotnet run -- ~/holiday.jpg"] = FollowedByANewUser,
        ["dotnet build -warnaserror:RT1003"] = "ContinuousIntegration/DataWarningTests of Retrain.MSBuild.Tests builds with it",
        ["dotnet run -- ../road_signs/images/stop/stop_001.jpg"] = TestsOfSamples,
        ["dotnet run"] = TestsOfSamples,
        ["dotnet run -- --Inbox inbox --Sorted sorted"] = TestsOfSamples,
        ["dotnet run signs.cs -- ../road_signs/images/stop/stop_001.jpg"] = TestsOfSamples,
        ["dotnet run --project samples/road_signs/Draw -- --output samples/road_signs/images"] = "Samples/RoadSignsTests draws them",
        ["mkdir -p ~/team"] = "Infrastructure/PageHome makes the folder",
        ["mkdir -p /mnt/team/cache"] = RunBySlurm,
        ["extraction=$(sbatch --parsable extract.sbatch)"] = RunBySlurm,
        ["sbatch --dependency=afterok:$extraction --kill-on-invalid-dep=yes train.sbatch"] = RunBySlurm,
        ["kubectl apply -f extract.yaml"] = TakesACluster,
        ["kubectl wait --for=condition=complete --timeout=24h job/extract"] = TakesACluster,
        ["kubectl apply -f train.yaml"] = TakesACluster,
        ["tensorboard --logdir /tmp/retrain_logs"] = "is a program of TensorFlow; Summaries/TensorBoardFileTests reads the files",
    };

    private static readonly Dictionary<string, string> NotPrintedHere = new()
    {
        ["flower_photos/"] = "is a folder with its files",
        ["0000  89 52 54 50 41 43 4b 0a 01 00 00 00 04 00 00 00"] = "is a file; Packs/PackWriterTests of Retrain.Training.Tests writes it",
        ["error RT3037: 2 of 64 parts are not there; run them again with the same flags: --array=3,17 of sbatch with --shard auto/64, "
            + "or --shard NUMBER/64 for each."] =
            "is a message; Shards/ShardExpectationTests reads it",
        ["{"] = "is a file; Shards/ShardTests reads it",
        ["Flowers: 5 labels, 1000 images (3 new), test accuracy 93.1% (86.5-96.6, N=102), 2.1 s"] =
            "is a line of a build; Apps/NewProjectTests of Retrain.MSBuild.Tests reads it",
        ["dotnet retrain --image_dir ~/flower_photos --architecture hf:OWNER/NAME"] =
            "names no repository that there is; Hubs/HubRepositoryTests of Retrain.Training.Tests downloads from a hub on loopback",
    };

    private static readonly Dictionary<string, string> OtherLanguages = new()
    {
        ["csharp"] = "Documents of Retrain.MSBuild.Tests compiles and runs it",
        ["fsharp"] = "Documents of Retrain.MSBuild.Tests builds and runs it",
        ["vb"] = "Documents of Retrain.MSBuild.Tests builds and runs it",
        ["xml"] = "Documents of Retrain.MSBuild.Tests trains with it",
        ["json"] = "is a file of decisions; Decisions/DecisionsFileTests of Retrain.Training.Tests reads such files",
        ["yaml"] = "is for a service that runs builds; Documents/PipelineFileTests reads it, and Shards/ShardsPageTests runs the tool's "
            + "commands in those of shards.md",
        ["sh"] = "is a job of Slurm; Shards/SlurmArrayTests runs it on a Slurm of its own",
        ["dockerfile"] = "installs the tool in an image, as Packages/ToolPackageTests does in a folder",
        ["mermaid"] = "is a picture",
        ["nginx"] = "is the file that SharedCaches/CacheServerTests compares it with, and with which .ci/run starts nginx",
    };

    public static TheoryData<string> PagesWithCommands =>
        [.. Pages.Where(page => page.Blocks.Any(block => block.Language == "bash")).Select(page => page.Path)];

    // The blocks of serving.md are tried by a test of their own.
    private static IEnumerable<MarkdownPage> Pages => MarkdownPage.All.Where(page => page.Path != "docs/serving.md");

    private static IEnumerable<CodeBlock> Blocks => Pages.SelectMany(page => page.Blocks);

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task CommandsDoWhatThePageSays(string page)
    {
        using PageHome home = new();
        string printed = "";
        foreach (CodeBlock block in MarkdownPage.At(page).Blocks)
        {
            if (block.Language == "bash")
            {
                foreach (string command in block.Lines.Where(PageHome.Runs))
                {
                    ToolRun run = await home.RunAsync(command);
                    run.ExitCode.ShouldBe(0, $"{block.Place}: {command}\n{run.Error}");
                    printed = run.Output;
                }
            }
            else if (block.Language == "text" && !NotPrintedHere.ContainsKey(block.Lines[0]))
            {
                string[] lines = WithoutNumbers(printed).Split('\n');
                block.Lines.Where(line => line != LeftOut).Select(WithoutNumbers).Except(lines)
                    .ShouldBeEmpty($"{block.Place} is not what was printed:\n{printed}");
            }
        }
    }

    [Fact]
    public void OtherCommandsHaveAReason() =>
        Blocks.Where(block => block.Language == "bash").SelectMany(block => block.Lines).Distinct()
            .Where(command => !PageHome.Runs(command))
            .ShouldBe(NotRunHere.Keys, ignoreOrder: true);

    [Fact]
    public void TextsWithAReasonStillStand() =>
        NotPrintedHere.Keys.Except(Blocks.Where(block => block.Language == "text").Select(block => block.Lines[0])).ShouldBeEmpty();

    [Fact]
    public void OtherLanguagesHaveAReason() =>
        Blocks.Select(block => block.Language).Except(["bash", "text"]).ShouldBe(OtherLanguages.Keys, ignoreOrder: true);

    private static string WithoutNumbers(string text) => Number().Replace(text, "N");

    [GeneratedRegex(@"(?<!\w)\d+(\.\d+)?")]
    private static partial Regex Number();
}
