using System.Text;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Models;

public sealed class ModelDescriptionTests : IDisposable
{
    private static readonly string GraphDigest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SmallModel.Graph));

    private static readonly string Manifest = $$"""
        {
          "formatVersion": "1.3.0", "engineVersion": "1.0.0",
          "sha256": { "graph": "{{GraphDigest}}", "labels": "{{FileDigests.Of(SmallModel.LabelsFile)}}" },
          "backbone": { "name": "efficientnet_lite0", "inputTensor": "input" },
          "dataSet": { "labels": [
            { "label": "daisy", "training": 22, "validation": 3, "testing": 4 },
            { "label": "バラ", "training": 5, "validation": 0, "testing": 1 } ] },
          "options": { "final_tensor_name": "final_result" },
          "metrics": { "testing": { "images": 5, "accuracy": 0.8, "accuracyLow95": 0.376, "accuracyHigh95": 0.964 } }
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnEmbeddedModelTellsItsManifest()
    {
        ResourceAssembly assembly = ResourceAssembly.WithFlowers(Manifest);
        using ImageClassifier flowers = ImageClassifier.Load(assembly, "Flowers");

        ShouldTellAll(flowers.Model);
        ShouldTellAll(ModelDescription.Read(assembly, "Flowers"));
        flowers.Model.ShouldBeSameAs(flowers.Model);
    }

    [Fact]
    public void ReadingItNeedsNoGraph() =>
        ShouldTellAll(ModelDescription.Read(ResourceAssembly.WithFlowers(Manifest).Without("Flowers.output_graph.pb"), "Flowers"));

    [Fact]
    public void AModelInFilesTellsItsManifest()
    {
        WriteModel(Manifest);
        using ImageClassifier flowers = ImageClassifier.Load(folder.PathOf("graph.pb"), folder.PathOf("labels.txt"));

        ShouldTellAll(flowers.Model);
        ShouldTellAll(ModelDescription.Read(folder.PathOf("graph.pb"), folder.PathOf("labels.txt")));
    }

    [Fact]
    public void AManifestOfAnotherModelTellsNothing()
    {
        WriteModel(Manifest.Replace(GraphDigest, new string('0', 64), StringComparison.Ordinal)
            .Replace(FileDigests.Of(SmallModel.LabelsFile), new string('0', 64), StringComparison.Ordinal));

        ShouldTellOnlyLabels(ModelDescription.Read(folder.PathOf("graph.pb"), folder.PathOf("labels.txt")));
    }

    [Fact]
    public void FilesOfTwoModelsAreRefused()
    {
        WriteModel(Manifest);
        folder.Write("labels.txt", "a\nb\nc\nd\n"u8);

        Should.Throw<RetrainException>(() => ModelDescription.Read(folder.PathOf("graph.pb"), folder.PathOf("labels.txt")))
            .Diagnostic.Code.ShouldBe("RT2017");
    }

    [Fact]
    public void AModelWithoutManifestTellsItsLabels()
    {
        using ImageClassifier streamed = SmallModel.Load();

        ShouldTellOnlyLabels(streamed.Model);
    }

    [Theory]
    [InlineData("\"accuracy\": 0.8", "\"accuracy\": 1.8")]
    [InlineData("\"accuracy\": 0.8", "\"accuracy\": \"high\"")]
    [InlineData("\"images\": 5", "\"images\": 0")]
    [InlineData("\"images\": 5", "\"images\": 99999999999")]
    [InlineData("\"metrics\"", "\"others\"")]
    public void AnAccuracyThatIsNotOneIsLeftOut(string text, string replacement)
    {
        ModelDescription model = Read(Manifest.Replace(text, replacement, StringComparison.Ordinal));

        model.TestAccuracy.ShouldBeNull();
        model.TrainedOn.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("\"training\": 5", "\"training\": -5")]
    [InlineData("\"training\": 5", "\"training\": 5.5")]
    [InlineData("\"label\": \"daisy\"", "\"label\": \"\\uD800\"")]
    [InlineData("\"dataSet\"", "\"others\"")]
    public void CountsThatAreNotThoseAreLeftOut(string text, string replacement)
    {
        ModelDescription model = Read(Manifest.Replace(text, replacement, StringComparison.Ordinal));

        model.TrainedOn.ShouldBeEmpty();
        model.TestAccuracy.ShouldNotBeNull();
    }

    [Fact]
    public void MissingResourcesAreNamed()
    {
        Should.Throw<RetrainException>(() => ModelDescription.Read(new ResourceAssembly(), "Flowers")).Diagnostic.Code.ShouldBe("RT2018");
        Should.Throw<ArgumentException>(() => ModelDescription.Read(new ResourceAssembly(), ""));
        Should.Throw<ArgumentException>(() => ModelDescription.Read("", "labels.txt"));
    }

    private static ModelDescription Read(string manifest) => ModelDescription.Read(ResourceAssembly.WithFlowers(manifest), "Flowers");

    private static void ShouldTellAll(ModelDescription model)
    {
        model.Labels.ShouldBe(SmallModel.Labels);
        model.TestAccuracy.ShouldBe(new MeasuredAccuracy(0.8, 0.376, 0.964, 5));
        model.BackboneName.ShouldBe("efficientnet_lite0");
        model.TrainedOn.ShouldBe([new TrainedLabel("daisy", 22, 3, 4), new TrainedLabel("バラ", 5, 0, 1)]);
        model.Digest.ShouldBe(GraphDigest);
    }

    private static void ShouldTellOnlyLabels(ModelDescription model)
    {
        model.Labels.ShouldBe(SmallModel.Labels);
        model.TestAccuracy.ShouldBeNull();
        model.BackboneName.ShouldBeNull();
        model.TrainedOn.ShouldBeEmpty();
        model.Digest.ShouldBeNull();
    }

    private void WriteModel(string manifest) => folder.Write("graph.pb", SmallModel.Graph).Write("labels.txt", SmallModel.LabelsFile)
        .Write("graph.manifest.json", Encoding.UTF8.GetBytes(manifest));
}
