using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.TrainedGraphs;

/// <summary>A program that knows ONNX Runtime and nothing of us can use what --output_onnx writes.</summary>
public sealed class OutputOnnxTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GivesTheProbabilitiesOfTheGraph()
    {
        byte[] photo = DrawnPhotos.Draw(category: 1, seed: 99);
        Train();
        using ImageClassifier classifier = ImageClassifier.Load(folder.PathOf("out/graph.pb"), folder.PathOf("out/labels.txt"));
        using InferenceSession session = new(folder.PathOf("out/model.onnx"));
        Dictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
        Normalization normalization = new(float.Parse(metadata["retrain.input_mean"]), float.Parse(metadata["retrain.input_std"]));
        (string input, NodeMetadata images) = session.InputMetadata.ShouldHaveSingleItem();
        images.Dimensions.ShouldBe([-1, 224, 224, 3]);
        float[] pixels = new float[224 * 224 * 3];
        new ImagePreprocessor(Preprocessing.Legacy(224, 224, normalization)).Prepare(photo, null, pixels);

        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([NamedOnnxValue.CreateFromTensor(input, new DenseTensor<float>(pixels, [1, 224, 224, 3]))]);

        float[] probabilities = [.. outputs[0].AsEnumerable<float>()];
        outputs.Select(output => output.Name).ShouldBe(["final_result", "novelty"]);
        foreach (Prediction prediction in classifier.Classify(photo))
        {
            probabilities[classifier.Labels.Index().Single(label => label.Item == prediction.Label).Index]
                .ShouldBe(prediction.Probability, 1e-6f);
        }
    }

    [Fact]
    public void IsAClassifierToo()
    {
        byte[] photo = DrawnPhotos.Draw(category: 0, seed: 99);
        Train();
        using ImageClassifier graph = ImageClassifier.Load(folder.PathOf("out/graph.pb"), folder.PathOf("out/labels.txt"));
        using ImageClassifier model = ImageClassifier.Load(folder.PathOf("out/model.onnx"), folder.PathOf("out/labels.txt"));

        model.Classify(photo).ShouldBe(graph.Classify(photo));
    }

    private void Train()
    {
        DrawnPhotos.Write(folder.PathOf("photos"), 24, "circles", "squares");
        RetrainOptions options = new()
        {
            Data = new() { ImageDir = folder.PathOf("photos") },
            Bottlenecks = new() { BottleneckDir = folder.PathOf("cache") },
            Output = new()
            {
                Graph = folder.PathOf("out/graph.pb"),
                Onnx = folder.PathOf("out/model.onnx"),
                Labels = folder.PathOf("out/labels.txt"),
                Manifest = folder.PathOf("out/manifest.json"),
            },
            Head = new() { HowManyTrainingSteps = 100 },
        };
        new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken);
    }
}
