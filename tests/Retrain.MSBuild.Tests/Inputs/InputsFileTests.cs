using System.Text;
using System.Text.RegularExpressions;
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
            new TaskItem("Flowers", new Dictionary<string, string>
            {
                ["LearningRate"] = "0.1",
                ["Report"] = "report.html",
                ["Strict"] = "true",
            }),
            folder.PathOf("App.csproj"), "App");
        ModelFiles files = ModelFiles.Below(folder.PathOf("obj/retrain"), model.Name);

        string text = new InputsFile(folder.PathOf("App.csproj"), "1.0.0", "[1.0,2.0)", ["SkiaSharp/4.155.0"]).Text(model, files,
        [
            new ModelCategory("Rosen", [new CategoryFolder(folder.PathOf("roses"), [folder.PathOf("roses/red")])], []),
            new ModelCategory("tulips", [], [new CategoryImage(folder.PathOf("other/2.jpg"), "2.jpg")]),
        ]);

        text = Regex.Replace(text, "^(facts\t[0-9]+)\t[0-9a-f]{32}$", "$1\t<digest>", RegexOptions.Multiline);
        Snapshot.Match(text.Replace(folder.Path, "<folder>", StringComparison.Ordinal), "inputs_file");
    }

    [Fact]
    public void SaysWhichFilesTheTrainingWrites()
    {
        TrainedModel model = TrainedModel.Of(
            new TaskItem("Flowers", new Dictionary<string, string> { ["Report"] = "report.html" }), folder.PathOf("App.csproj"), "App");
        ModelFiles files = ModelFiles.Below(folder.PathOf("obj"), model.Name);
        folder.Write(
            "Flowers.inputs", Encoding.UTF8.GetBytes(new InputsFile(folder.PathOf("App.csproj"), "1.0.0", "", []).Text(model, files, [])));

        InputsHead head = InputsHead.Read(folder.PathOf("Flowers.inputs"));

        head.Project.ShouldBe(folder.PathOf("App.csproj"));
        head.Outputs.ShouldBe([files.Graph(isOnnx: false), files.Labels, files.Manifest, folder.PathOf("report.html")]);
    }

    [Fact]
    public void ChangesWithTheExternalDataOfANetworkWhateverItsName()
    {
        // A model whose graph has a weight in the file 'weights.bin' (onnx.proto: graph, initializer, external_data, data_location).
        byte[] entry = [.. Field(1, "location"u8.ToArray()), .. Field(2, "weights.bin"u8.ToArray())];
        byte[] network = [0x08, 0x08, .. Field(7, Field(5, [.. Field(13, entry), 0x70, 0x01]))];
        folder.Write("net.onnx", network).Write("weights.bin", "first"u8).Write("other.bin", "first"u8);

        string text = Text();
        folder.Write("other.bin", "second"u8);
        Text().ShouldBe(text);
        folder.Write("weights.bin", "second"u8);
        Text().ShouldNotBe(text);
        text.ShouldContain("\tweights.bin\n");

        string Text()
        {
            TrainedModel model = TrainedModel.Of(
                new TaskItem("Flowers", new Dictionary<string, string> { ["Architecture"] = "net.onnx" }),
                folder.PathOf("App.csproj"), "App");
            return new InputsFile(folder.PathOf("App.csproj"), "1.0.0", "", []).Text(
                model, ModelFiles.Below(folder.PathOf("obj"), model.Name), []);
        }

        static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];
    }

    [Theory]
    [InlineData("Decisions")]
    [InlineData("BaselineGraph")]
    [InlineData("BaselineLabels")]
    public void ChangesWithAFileThatTheModelIsMadeFrom(string metadata)
    {
        string missing = Text();
        folder.Write("data/file", "first"u8);
        string text = Text();
        text.ShouldNotBe(missing);
        Text().ShouldBe(text);

        folder.Write("data/file", "second"u8);

        Text().ShouldNotBe(text);

        string Text()
        {
            TrainedModel model = TrainedModel.Of(
                new TaskItem("Flowers", new Dictionary<string, string> { [metadata] = "data/file" }), folder.PathOf("App.csproj"), "App");
            return new InputsFile(folder.PathOf("App.csproj"), "1.0.0", "", []).Text(
                model, ModelFiles.Below(folder.PathOf("obj"), model.Name), []);
        }
    }

    public void Dispose() => folder.Dispose();
}
