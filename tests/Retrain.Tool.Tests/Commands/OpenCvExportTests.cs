using Retrain.Runtime;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class OpenCvExportTests(TrainedRoadSigns signs) : IClassFixture<TrainedRoadSigns>
{
    private const float Tolerance = 1e-4f;

    [Fact]
    public async Task ProbabilitiesAreThoseOfTheTrainedGraph()
    {
        string exported = await signs.ExportAsync("opencv_float.pb");

        Compare(exported, signs.Graph, signs.Labels, signs.Photos);
    }

    [Theory]
    [InlineData("8bit")]
    [InlineData("rounded")]
    public async Task SmallerWeightsMeanTheSameToOpenCv(string weights)
    {
        string exported = await signs.ExportAsync($"opencv_{weights}.pb", "--weights", weights);

        Compare(exported, exported, signs.Labels, signs.Photos);
    }

    [Fact]
    public async Task ProbabilitiesOfAMobileNetOnFlowerPhotosAreThoseOfTheTrainedGraph()
    {
        using TrainingRun run = new(ReferenceData.PathOf("datasets/flower_photos"));
        byte[] published = await File.ReadAllBytesAsync(
            ReferenceData.PathOf("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_224_frozen.pb"),
            TestContext.Current.CancellationToken);
        run.Folder.Write("models/mobilenet_v1_0.25_224/frozen_graph.pb", published);
        (await ToolCall.RunAsync(
            run.CacheDir, run.Arguments("--architecture", "mobilenet_0.25_224", "--model_dir", run.Folder.PathOf("models"))))
                .ShouldSucceed();
        string exported = run.OutputOf("exported.pb");
        (await ToolCall.RunAsync(run.CacheDir, "export", "--graph", run.Graph, "--output", exported)).ShouldSucceed();

        Compare(exported, run.Graph, run.Labels, PhotosOfEach.Category(run.ImageDir, 3));
    }

    private static void Compare(string exported, string ours, string labels, IReadOnlyList<string> photos)
    {
        using OpenCvNetwork openCv = new(exported);
        using ImageClassifier classifier = ImageClassifier.Load(ours, labels);
        ImagePreprocessor preprocessor = NetworkInput.PreprocessorOf(FrozenGraph.Load(exported), "input", new ImageClassifierOptions());
        float[] pixels = new float[preprocessor.InputLength];
        photos.Count.ShouldBeGreaterThan(10);
        foreach (string photo in photos)
        {
            preprocessor.Prepare(File.ReadAllBytes(photo), photo, pixels);

            float[] probabilities = openCv.Run(pixels, preprocessor.HeightPixels, preprocessor.WidthPixels);

            Dictionary<string, float> expected = classifier.Classify(photo)
                .ToDictionary(prediction => prediction.Label, prediction => prediction.Probability);
            probabilities.Length.ShouldBe(expected.Count);
            for (int i = 0; i < probabilities.Length; i++)
            {
                probabilities[i].ShouldBe(expected[classifier.Labels[i]], Tolerance, $"{photo}: {classifier.Labels[i]}");
            }
        }
    }
}
