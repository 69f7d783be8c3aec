using System.Globalization;
using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;

namespace Retrain.Tool.Tests.Commands;

public sealed class BottlenecksCommandTests
{
    [Fact]
    public async Task PrintsTheNumbersThatTrainingReads()
    {
        using TrainingRun run = new TrainingRun().Draw(2);
        string architecture = ReferenceData.PathOf("reference/hf_models/siglip_vision");
        string[] paths = [.. Directory.GetFiles(run.ImageDir, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        ToolRun printed = await ToolCall.RunAsync(run.CacheDir, ["bottlenecks", .. paths, "--architecture", architecture, "--json"]);

        string[] lines = printed.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(paths.Length);
        Backbone backbone = BackboneCatalog.Load(
            new BackboneOptions { Architecture = architecture }, _ => { }, TestContext.Current.CancellationToken);
        using BottleneckSource source = new(backbone, new BottleneckOptions { BottleneckDir = run.Folder.PathOf("other") }, _ => { });
        Category category = new("", 0, "", paths.Select(path => new ImageFile(path, path)));
        BottleneckMatrix bottlenecks = source.Load(category.Images, TestContext.Current.CancellationToken);
        foreach ((LabeledImage image, string line) in category.Images.Zip(lines))
        {
            JsonElement json = JsonDocument.Parse(line).RootElement;
            json.GetProperty("image").GetString().ShouldBe(image.Path);
            json.GetProperty("bottleneck").EnumerateArray().Select(value => value.GetSingle())
                .ShouldBe(bottlenecks.PaddedRow(image.Row)[..backbone.BottleneckLength].ToArray());
            json.GetProperty("bottleneck")[0].GetRawText()
                .ShouldBe(bottlenecks.PaddedRow(image.Row)[0].ToString("G9", CultureInfo.InvariantCulture));
        }
    }
}
