using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public static class BackbonesCommandTests
{
    [Fact]
    public static async Task FitsATerminalOf80Columns()
    {
        using TemporaryFolder models = new();

        string[] lines = (await ToolCall.RunAsync(models.Path, "backbones", "--model_dir", models.Path)).ShouldSucceed().Output.Split('\n');

        lines.ShouldAllBe(line => line.Length <= 80);
        lines[0].ShouldMatch("^Name +Input +Bottleneck +Size +State$");
        lines[1].ShouldMatch("^efficientnet_lite0 +224 x 224 +1280 +[0-9.]+ MB +built in$");
        lines.ShouldContain("Licence Apache-2.0: all of them.");
    }
}
