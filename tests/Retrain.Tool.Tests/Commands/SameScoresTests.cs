using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Tool.Tests.Commands;

/// <summary>
/// What training said of an image that it never saw is what the tool and an app say of it, to the bit, and so is the bottleneck.
/// </summary>
public sealed class SameScoresTests
{
    [Fact]
    public async Task OfTheSampleImages()
    {
        using TrainingRun run = new(Repository.PathOf("samples/road_signs/images"));

        await CompareAsync(run, images: 37);
    }

    [Fact]
    public async Task OfRealPhotos()
    {
        using TrainingRun run = new();
        foreach (string category in Directory.GetDirectories(ReferenceData.PathOf("datasets/flower_photos")))
        {
            foreach (string photo in Directory.GetFiles(category).Order(StringComparer.Ordinal).Take(40))
            {
                byte[] content = await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken);
                run.Folder.Write(Path.Combine("photos", Path.GetFileName(category), Path.GetFileName(photo)), content);
            }
        }

        await CompareAsync(run, images: 21);
    }

    // Quantised weights, a bottleneck of four axes, half precision, channels first, published encoders with pooling and without, with
    // blue first, and with a mean and a deviation for each channel.
    [Theory]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.50_224_quantized.pb", null)]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", "MobilenetV1/Logits/AvgPool_1a/AvgPool")]
    [InlineData("reference/graphs/SqueezeNet_fp16.onnx", null)]
    [InlineData("reference/hf_models/vit_feature_extraction", null)]
    [InlineData("reference/hf_models/siglip_vision", "last_hidden_state")]
    [InlineData("reference/hf_models/resnet_feature_extraction", null)]
    [InlineData("reference/hf_models/resnet_feature_extraction", "last_hidden_state")]
    [InlineData("reference/hf_models/mobilevit_bgr", null)]
    [InlineData("reference/hf_models/timm_classifier", null)]
    public async Task OnABackboneFromAFile(string file, string? bottleneckTensor)
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        await CompareAsync(run, images: 4, ReferenceData.PathOf(file), bottleneckTensor);
    }

    [Fact]
    public async Task OnTheEmbeddedBackboneOfEightBits()
    {
        using TrainingRun run = new TrainingRun().Draw();

        await CompareAsync(run, images: 4, EfficientNetLite.Int8Name);
    }

    // An antialiased filter, for which a .pb takes pixels; three means on retrain.py's way, which a .pb decodes by itself.
    [Theory]
    [InlineData("mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", "short:146", ResizeFilter.Bicubic)]
    [InlineData("mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", null, null)]
    [InlineData("SqueezeNet_fp16.onnx", "fit:240x200", ResizeFilter.Lanczos)]
    internal async Task OnAnyPreprocessing(string file, string? resize, ResizeFilter? filter)
    {
        using TrainingRun run = new TrainingRun().Draw();
        PreprocessingChanges changes = new()
        {
            Resize = ResizeRule.TryParse(resize ?? "", out ResizeRule rule) ? rule : null,
            Filter = filter,
            Mean = new(new(0.485f, 0.456f, 0.406f), IsTriple: true),
            Std = new(new(0.229f, 0.224f, 0.225f), IsTriple: true),
            Order = filter is null ? null : ChannelOrder.Bgr,
        };

        await CompareAsync(run, images: 4, ReferenceData.PathOf($"reference/graphs/{file}"), changes: changes);
    }

    private static async Task CompareAsync(
        TrainingRun run, int images, string architecture = "efficientnet_lite0", string? bottleneckTensor = null,
        PreprocessingChanges? changes = null)
    {
        string graph = Path.ChangeExtension(run.Graph, GraphFormat.IsOnnx(architecture) ? ".onnx" : ".pb");
        RetrainOptions options = new()
        {
            Data = new() { ImageDir = run.ImageDir },
            Bottlenecks = new() { BottleneckDir = run.CacheDir },
            Backbone = new()
            {
                Architecture = architecture,
                BottleneckTensor = bottleneckTensor,
                Preprocessing = changes ?? new()
                {
                    Mean = bottleneckTensor is null ? null : new(103.94f),
                    Std = bottleneckTensor is null ? null : new(58.8f), // whose inverse is no round number
                },
            },
            Output = new()
            {
                Graph = graph,
                Labels = run.Labels,
                Manifest = run.Manifest,
                IntermediateGraphsDir = run.OutputOf("intermediate"),
            },
            Head = new() { HowManyTrainingSteps = 300 },
        };
        RetrainResult trained = new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken);
        trained.TestedImages.Count.ShouldBe(images);

        using ImageClassifier classifier = ImageClassifier.Load(graph, run.Labels);
        string[] paths = [.. trained.TestedImages.Select(image => image.Image.Path)];
        ToolRun labelled = await ToolCall.RunAsync(
            run.CacheDir, ["label_image", "--graph", graph, "--labels", run.Labels, "--top_k", "100", "--json", "--image", .. paths]);
        string[] lines = labelled.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(images);
        Dictionary<string, IReadOnlyList<float>> evaluated = Evaluated(classifier, trained.TestedImages);
        foreach ((TestedImage image, string line) in trained.TestedImages.Zip(lines))
        {
            evaluated[image.Image.Path].ShouldBe(image.Probabilities);
            Dictionary<string, float> tested = trained.Labels.Zip(image.Probabilities).ToDictionary();
            IReadOnlyList<Prediction> predictions = classifier.Classify(image.Image.Path);
            predictions.ToDictionary(prediction => prediction.Label, prediction => prediction.Probability)
                .ShouldBe(tested, ignoreOrder: true);
            predictions[0].Label.ShouldBe(image.PredictedLabel);
            LabelledImage labelledImage = LabelledImage.Parse(line);
            labelledImage.Path.ShouldBe(image.Image.Path);
            labelledImage.Scores.ShouldBe(tested, ignoreOrder: true);
        }

        CompareBottlenecks(graph, options, paths);
    }

    private static void CompareBottlenecks(string graph, RetrainOptions options, string[] paths)
    {
        Backbone backbone = BackboneCatalog.Load(options.Backbone, _ => { }, TestContext.Current.CancellationToken);
        using BottleneckSource source = new(backbone, options.Bottlenecks, _ => { });
        Category images = new("", 0, "", paths.Select(path => new ImageFile(path, path)));
        BottleneckMatrix bottlenecks = source.Load(images.Images, TestContext.Current.CancellationToken);
        source.ComputedCount.ShouldBe(0, "those of the training are in the cache");
        using ImageEmbedder embedder = ImageEmbedder.Load(graph);
        embedder.Length.ShouldBe(backbone.BottleneckLength);
        embedder.BackboneName.ShouldBe(backbone.Name);
        embedder.BackboneDigest.ShouldBe(backbone.Digest.ToString());
        foreach (LabeledImage image in images.Images)
        {
            embedder.Embed(image.Path).ShouldBe(bottlenecks.PaddedRow(image.Row)[..embedder.Length].ToArray());
        }
    }

    private static Dictionary<string, IReadOnlyList<float>> Evaluated(ImageClassifier classifier, IEnumerable<TestedImage> images)
    {
        IEnumerable<Category> categories = images.Select(image => image.Image).GroupBy(image => image.Label).Select(group =>
            new Category(group.Key, 0, "", group.Select(image => new ImageFile(image.Path, image.RelativePath))));
        return ModelEvaluation
            .Of(classifier, new ImageSet("", false, [.. categories]), null, _ => { }, _ => { }, TestContext.Current.CancellationToken)
            .Images.ToDictionary(image => image.Image.Path, image => image.Probabilities, StringComparer.Ordinal);
    }
}
