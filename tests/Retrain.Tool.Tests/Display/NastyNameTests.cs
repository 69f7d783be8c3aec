using System.Text.Json;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Display;

/// <summary>Folders, files and labels are called what a stranger likes.</summary>
public sealed class NastyNameTests : IDisposable
{
    // The rule of labels leaves names without letters as they are.
    private static readonly string[] Labels = ["\u001B[\u009B\u2028\u0085", "\u202E\u2029\t|\u007F<\u2066>", "circles"];

    private readonly TrainingRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task AreShownInertByEveryCommandAndSurvive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has such names");
        DrawnPhotos.Write(run.ImageDir, 20, Labels);
        run.Folder.Write($"photos/{Labels[0]}/x\nerror RT9999: forged\u001B[2J.jpg", "no image"u8);
        run.Folder.Write("photos/void\nerror RT9999: forged/.\u001B[2J/1.jpg", "no image"u8);
        string report = run.OutputOf("re\nport.html");

        ToolRun trained = await ShouldBeInert(
            run.TrainAsync("--report", report, "--print_misclassified_test_images", "--verbosity", "detailed"));
        ToolRun json = await ShouldBeInert(run.TrainAsync("--json", "--verbosity", "detailed"));
        await ShouldBeInert(Run("check", "--image_dir", run.ImageDir));
        await ShouldBeInert(Run("evaluate", "--image_dir", run.ImageDir, "--graph", run.Graph, "--labels", run.Labels));
        ToolRun labelled = await ShouldBeInert(Run(
            "label_image", "--graph", run.Graph, "--labels", run.Labels, "--image", run.ImageDir, "--json"));
        await ShouldBeInert(Run("init", run.Folder.Path, "--image_dir", run.ImageDir));
        await ShouldBeInert(Run("inspect", run.Folder.PathOf("\u001B[2J\n.pb")));

        trained.Output.ShouldContain(VisibleText.Of(report));
        LabelsIn(json.Output, "labelSplit", "label").ShouldBe(Labels, ignoreOrder: true);
        labelled.Output.TrimEnd().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("predictions")[0].GetProperty("label").GetString())
            .ShouldAllBe(label => Labels.Contains(label));
        File.ReadAllText(run.Labels).TrimEnd('\n').Split('\n').ShouldBe(Labels, ignoreOrder: true);
        ManifestLabels().ShouldBe(Labels, ignoreOrder: true);
        File.ReadAllText(report).Split('\n').ShouldAllBe(line => NastyNames.IsInert(line));
    }

    private IEnumerable<string?> ManifestLabels() =>
        JsonDocument.Parse(File.ReadAllBytes(run.Manifest)).RootElement.GetProperty("dataSet").GetProperty("labels").EnumerateArray()
            .Select(label => label.GetProperty("label").GetString());

    private static IEnumerable<string?> LabelsIn(string output, string name, string property) =>
        output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event").GetString() == name).Select(line => line.GetProperty(property).GetString());

    private Task<ToolRun> Run(params string[] arguments) => ToolProcess.RunAsync(run.CacheDir, arguments);

    private static async Task<ToolRun> ShouldBeInert(Task<ToolRun> running)
    {
        ToolRun run = await running;
        string[] lines = [.. $"{run.Output}\n{run.Error}".Split('\n')];
        lines.ShouldAllBe(line => NastyNames.IsInert(line));
        lines.ShouldAllBe(line => !line.StartsWith("error RT9999", StringComparison.Ordinal));
        run.Error.ShouldNotContain("RT9001");
        return run;
    }
}
