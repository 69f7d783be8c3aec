using Microsoft.Build.Utilities;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.MSBuild.Tests.Inputs;

public sealed class InputsFileTests : IDisposable
{
    private static readonly DateTime Written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void SaysAllThatAModelIsMadeFrom()
    {
        foreach (string path in new[] { "roses/1.jpg", "roses/inner/tab\there.jpg", "roses/.DS_Store", "other/2.jpg" })
        {
            folder.Write(path, "image"u8);
            File.SetLastWriteTimeUtc(folder.PathOf(path), Written);
        }

        TrainedModel model = TrainedModel.Of(
            new TaskItem("Flowers", new Dictionary<string, string> { ["LearningRate"] = "0.1", ["Strict"] = "true" }), folder.PathOf("App.csproj"), "App");

        string text = InputsFile.Text(folder.PathOf("App.csproj"), "1.0.0", "[1.0,2.0)", model,
        [
            new ModelCategory("Rosen", [folder.PathOf("roses")], []),
            new ModelCategory("tulips", [], [new CategoryImage(folder.PathOf("other/2.jpg"), "2.jpg")]),
        ]);

        Snapshot.Match(text.Replace(folder.Path, "<folder>", StringComparison.Ordinal), "inputs_file");
    }

    public void Dispose() => folder.Dispose();
}
