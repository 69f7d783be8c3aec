using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Models;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Evaluation;
using Retrain.Training.Exports;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Images;
using Retrain.Training.Inspection;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.TrainedGraphs;

public sealed class TrainedNoveltyTests(ModelWithNovelty model) : IClassFixture<ModelWithNovelty>
{
    [Theory]
    [InlineData("pb")]
    [InlineData("onnx")]
    public void AnAppGetsTheBitsOfTheTest(string extension)
    {
        using ImageClassifier classifier = ImageClassifier.Load(model.Graph(extension), model.Labels);

        foreach (TestedImage tested in model.Result(extension).TestedImages)
        {
            IReadOnlyList<Prediction> predictions = classifier.Classify(tested.Image.Path);
            predictions.ShouldAllBe(prediction => prediction.Novelty == tested.Novelty);
            predictions[0].Probability.ShouldBe(tested.Confidence);
            predictions.ShouldAllBe(prediction => prediction.IsFamiliar == (tested.Novelty <= classifier.NoveltyThreshold));
        }
    }

    [Theory]
    [InlineData("pb")]
    [InlineData("onnx")]
    public void NineteenOfTwentyValidationPhotosAreFamiliarAndNoiseIsNot(string extension)
    {
        using ImageClassifier classifier = ImageClassifier.Load(model.Graph(extension), model.Labels);
        LabeledImage[] validation = [.. model.Result(extension).Read.Images.Where(image => image.Split is Split.Validation)];

        int familiar = validation.Count(image => classifier.Classify(image.Path)[0].IsFamiliar is true);

        validation.Length.ShouldBeGreaterThanOrEqualTo(20);
        familiar.ShouldBe((int)Math.Ceiling(validation.Length * 0.95));
        classifier.Classify(Repository.PathOf("samples/road_signs/images/no_entry/no_entry_001.jpg"))[0].IsFamiliar.ShouldBe(false);
    }

    [Theory]
    [InlineData("pb")]
    [InlineData("onnx")]
    public void TheManifestNamesTensorAndThreshold(string extension)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(model.Manifest(extension)));
        using ImageClassifier classifier = ImageClassifier.Load(model.Graph(extension), model.Labels);

        JsonElement novelty = manifest.RootElement.GetProperty("novelty");

        novelty.GetProperty("tensor").GetString().ShouldBe("novelty");
        novelty.GetProperty("threshold").GetSingle().ShouldBe(classifier.NoveltyThreshold!.Value);
        manifest.RootElement.GetProperty("formatVersion").GetString().ShouldBe("1.4.0");
    }

    [Fact]
    public void TheOnnxModelOfAGraphHasBothOutputsToo()
    {
        string photo = model.Result("pb").TestedImages[0].Image.Path;
        using InferenceSession session = new(model.Onnx);
        using ImageClassifier graph = ImageClassifier.Load(model.Graph("pb"), model.Labels);
        using ImageClassifier onnx = ImageClassifier.Load(model.Onnx, model.Labels);

        session.OutputNames.ShouldBe(["final_result", "novelty"]);
        session.OutputMetadata["novelty"].Dimensions.ShouldBe([-1, 1]);
        session.ModelMetadata.CustomMetadataMap["retrain.novelty_tensor"].ShouldBe("novelty");
        onnx.Classify(photo).ShouldBe(graph.Classify(photo));
        onnx.NoveltyThreshold.ShouldBe(graph.NoveltyThreshold);
    }

    [Theory]
    [InlineData("pb")]
    [InlineData("onnx")]
    public void TheNoveltyComesAfterTheProbabilities(string extension)
    {
        NetworkGraph graph = NetworkFile.Load(model.Graph(extension));

        graph.DefaultOutput.ShouldBe("final_result");
        graph.Results.ShouldBe(["final_result"]);
        GraphContents.Of(graph).Outputs.Select(output => output.Name).ShouldBe(["final_result", "novelty"]);
    }

    [Theory]
    [InlineData("pb")]
    [InlineData("onnx")]
    public void AModelCanBeTrainedFromOneThatHasANovelty(string extension)
    {
        string again = $"again-{extension}";

        RetrainResult result = model.Train(model.Graph(extension), extension, again);

        using ImageClassifier classifier = ImageClassifier.Load(
            model.PathOf($"{again}/graph.{extension}"), model.PathOf($"{again}/labels.txt"));
        TestedImage tested = result.TestedImages[0];
        classifier.Classify(tested.Image.Path)[0].Novelty.ShouldBe(tested.Novelty);
        NetworkFile.Load(model.PathOf($"{again}/graph.{extension}")).NoveltyOf("final_result")!.Tensor.ShouldBe("novelty");
    }

    [Fact]
    public void EqualRunsGiveEqualBytes()
    {
        model.Train("efficientnet_lite0", "pb", "equal");

        File.ReadAllBytes(model.PathOf("equal/graph.pb")).ShouldBe(File.ReadAllBytes(model.Graph("pb")));
        File.ReadAllBytes(model.PathOf("equal/model.onnx")).ShouldBe(File.ReadAllBytes(model.Onnx));
    }

    [Theory]
    [InlineData("Float")]
    [InlineData("Half")]
    [InlineData("EightBit")]
    [InlineData("Rounded")]
    public void AnExportKeepsTheNoveltyOnlyIfAsked(string weights)
    {
        WeightFormat format = Enum.Parse<WeightFormat>(weights);
        string photo = model.Result("pb").TestedImages[0].Image.Path;
        FrozenGraph trained = FrozenGraph.Load(model.Graph("pb"));
        string without = Export(keepsNovelty: false);
        string with = Export(keepsNovelty: true);
        using ImageClassifier before = ImageClassifier.Load(model.Graph("pb"), model.Labels);
        using ImageClassifier plain = ImageClassifier.Load(without, model.Labels);
        using ImageClassifier kept = ImageClassifier.Load(with, model.Labels);

        FrozenGraph.Load(without).Definition.Node.ShouldNotContain(node => node.Name.StartsWith("novelty"));
        FrozenGraph.Load(without).Node("final_result").Attr.Keys.ShouldNotContain(name => name.StartsWith("_novelty"));
        plain.Classify(photo)[0].Novelty.ShouldBeNull();
        plain.Classify(photo)[0].IsFamiliar.ShouldBeNull();
        kept.NoveltyThreshold.ShouldBe(before.NoveltyThreshold);
        float tolerance = format is WeightFormat.Float ? 1e-5f : 0.05f;
        kept.Classify(photo)[0].Novelty!.Value.ShouldBe(before.Classify(photo)[0].Novelty!.Value, tolerance);
        kept.Classify(photo)[0].Probability.ShouldBe(plain.Classify(photo)[0].Probability, 1e-6f);
        (new FileInfo(with).Length - new FileInfo(without).Length).ShouldBeLessThan(1 << 20);

        string Export(bool keepsNovelty)
        {
            string path = model.PathOf($"export-{weights}-{keepsNovelty}.pb");
            using FileStream file = File.Create(path);
            new GraphExport(trained, "input", "final_result", format, keepsNovelty).Write(file);
            return path;
        }
    }

    [Fact]
    public void AGraphWithoutANoveltyCannotKeepIt()
    {
        FrozenGraph trained = FrozenGraph.Load(model.Graph("pb"));
        FrozenGraph without =
            FrozenGraph.Of(new GraphExport(trained, "input", "final_result", WeightFormat.Float, keepsNovelty: false).Definition);

        Should.Throw<RetrainException>(() => new GraphExport(without, "input", "final_result", WeightFormat.Float, keepsNovelty: true))
            .Diagnostic.Code.ShouldBe("RT4056");
    }
}
