using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training;
using Retrain.Training.Evaluation;
using Retrain.Training.Options;
using SkiaSharp;

namespace Retrain.Tool.Tests.Training;

/// <summary>Photos that lie on their sides, as phones store them, are seen alike by training, the tool and an app.</summary>
public sealed class UprightPhotoTests : IDisposable
{
    private readonly TrainingRun run = new();

    public UprightPhotoTests()
    {
        DrawnPhotos.Write(run.ImageDir, 24, "circles", "squares");
        foreach ((int i, string path) in Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories).Index())
        {
            File.WriteAllBytes(path, ExifPhoto.Turned(File.ReadAllBytes(path), 1 + (i % 8)));
        }
    }

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("efficientnet_lite0", false)]
    [InlineData("efficientnet_lite0", true)]
    [InlineData("efficientnet_lite0_int8", true)]
    public async Task ServingFollowsTraining(string architecture, bool ignoresOrientation)
    {
        (RetrainResult trained, string graph) = Train(architecture, ignoresOrientation);

        using ImageClassifier classifier = ImageClassifier.Load(graph, run.Labels);
        foreach (TestedImage image in trained.TestedImages)
        {
            Scores(classifier, image.Image.Path).ShouldBe(trained.Labels.Zip(image.Probabilities).ToDictionary(), ignoreOrder: true);
        }

        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(run.Manifest, TestContext.Current.CancellationToken));
        string word = manifest.RootElement.GetProperty("backbone").GetProperty("orientation").GetString()!;
        word.ShouldBe(ignoresOrientation ? "ignored" : "applied");
        Written(graph).ShouldBe(word);
    }

    [Fact]
    public async Task TheToolAndAnAppMayBeToldOtherwise()
    {
        (_, string graph) = Train("efficientnet_lite0", ignoresOrientation: false);
        byte[] photo = DrawnPhotos.Draw(1, 4711);
        string stored = run.Folder.Write("stored.jpg", photo).PathOf("stored.jpg");
        string turned = run.Folder.Write("turned.jpg", ExifPhoto.Turned(photo, 6)).PathOf("turned.jpg");
        string upright = run.Folder.Write("upright.png", RotatedClockwise(photo)).PathOf("upright.png");
        using ImageClassifier classifier = ImageClassifier.Load(graph, run.Labels);
        using ImageClassifier ignoring = ImageClassifier.Load(graph, run.Labels, new() { IgnoreOrientation = true });

        Scores(classifier, turned).ShouldBe(Scores(classifier, upright), ignoreOrder: true);
        Scores(ignoring, turned).ShouldBe(Scores(classifier, stored), ignoreOrder: true);
        Scores(ignoring, turned).Values.Order().ShouldNotBe(Scores(classifier, turned).Values.Order());

        string[] flags = ["--graph", graph, "--labels", run.Labels, "--json", "--top_k", "2", "--image"];
        ToolRun tool = (await ToolProcess.RunAsync(run.CacheDir, ["label_image", .. flags, turned, upright])).ShouldSucceed();
        ToolRun told = await ToolProcess.RunAsync(run.CacheDir, ["label_image", "--ignore_orientation", .. flags, turned]);
        string[] lines = [.. tool.Output.TrimEnd().Split('\n'), told.ShouldSucceed().Output.TrimEnd()];
        LabelledImage.Parse(lines[0]).Scores.ShouldBe(Scores(classifier, turned), ignoreOrder: true);
        LabelledImage.Parse(lines[1]).Scores.ShouldBe(Scores(classifier, turned), ignoreOrder: true);
        LabelledImage.Parse(lines[2]).Scores.ShouldBe(Scores(ignoring, turned), ignoreOrder: true);
    }

    [Fact]
    public void AGraphThatSaysNothingWasTrainedOnPhotosAsStored()
    {
        (_, string graph) = Train("efficientnet_lite0", ignoresOrientation: false);
        GraphDef definition = GraphDef.Parser.ParseFrom(File.ReadAllBytes(graph));
        definition.Node.Single(node => node.Name == "input").Attr.Remove(TensorFlowInput.OrientationAttribute).ShouldBeTrue();
        string old = run.Folder.PathOf("old.pb"); // away from the manifest
        using (FileStream file = File.Create(old))
        {
            Google.Protobuf.MessageExtensions.WriteTo(definition, file);
        }

        string photo = Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories)
            .First(path => ExifOrientation.Of(File.ReadAllBytes(path)) is 6);
        using ImageClassifier following = ImageClassifier.Load(old, run.Labels);
        using ImageClassifier ignoring = ImageClassifier.Load(graph, run.Labels, new() { IgnoreOrientation = true });

        Scores(following, photo).ShouldBe(Scores(ignoring, photo), ignoreOrder: true);
    }

    private (RetrainResult Result, string Graph) Train(string architecture, bool ignoresOrientation)
    {
        string graph = Path.ChangeExtension(run.Graph, architecture.EndsWith("int8", StringComparison.Ordinal) ? ".onnx" : ".pb");
        RetrainOptions options = new()
        {
            Data = new() { ImageDir = run.ImageDir },
            Bottlenecks = new() { BottleneckDir = run.CacheDir },
            Backbone = new() { Architecture = architecture, IgnoreOrientation = ignoresOrientation },
            Output = new() { Graph = graph, Labels = run.Labels, Manifest = run.Manifest },
            Head = new() { HowManyTrainingSteps = 100 },
        };
        return (new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken), graph);
    }

    private static string Written(string graph) => NetworkFile.Load(graph) switch
    {
        FrozenGraph frozen => frozen.Node("input").Attr[TensorFlowInput.OrientationAttribute].S.ToStringUtf8(),
        OnnxModel model => OnnxMetadata.Text(model.Definition, OnnxMetadata.Orientation)!,
        _ => throw new InvalidOperationException("is another graph"),
    };

    private static Dictionary<string, float> Scores(ImageClassifier classifier, string path) =>
        classifier.Classify(path).ToDictionary(prediction => prediction.Label, prediction => prediction.Probability);

    private static byte[] RotatedClockwise(byte[] photo)
    {
        using PixelBuffer stored = ImageDecoder.Decode(photo, null);
        using SKBitmap rotated = new(new SKImageInfo(stored.HeightPixels, stored.WidthPixels, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < stored.HeightPixels; y++)
        {
            for (int x = 0; x < stored.WidthPixels; x++)
            {
                ReadOnlySpan<byte> pixel = stored.Row(y)[(x * 4)..];
                rotated.SetPixel(stored.HeightPixels - 1 - y, x, new SKColor(pixel[0], pixel[1], pixel[2]));
            }
        }

        using SKData png = rotated.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
