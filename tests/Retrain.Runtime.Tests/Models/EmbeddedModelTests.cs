using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Models;

public sealed class EmbeddedModelTests
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 0, seed: 1);

    [Fact]
    public void GivesWhatTheSameModelGivesFromStreams()
    {
        using ImageClassifier embedded = ImageClassifier.Load(ResourceAssembly.WithFlowers(), "Flowers");
        using ImageClassifier streamed = SmallModel.Load();

        embedded.Labels.ShouldBe(SmallModel.Labels);
        embedded.Classify(Photo).ShouldBe(streamed.Classify(Photo));
    }

    [Theory]
    [InlineData("Flowers.output_graph.pb")]
    [InlineData("Flowers.output_labels.txt")]
    [InlineData("Flowers.manifest.json")]
    public void AMissingResourceIsNamedWithThoseThereAre(string resource)
    {
        string message = Refused(ResourceAssembly.WithFlowers().Without(resource).With("Icon.png", []), "RT2018");

        message.ShouldContain($"the assembly 'FlowerApp' has no resource '{resource}'");
        message.ShouldContain("'Icon.png'");
        message.ShouldContain("<RetrainModel Include=\"Flowers\" />");
    }

    [Fact]
    public void AnAssemblyWithoutResourcesIsReported() => Refused(new ResourceAssembly(), "RT2018").ShouldContain("(it has none);");

    [Fact]
    public void AnOnnxModelIsEmbeddedUnderItsOwnName()
    {
        using ImageClassifier expected = SmallModel.Load();
        byte[] onnx = OnnxConverter.Convert(FrozenGraph.Parse(SmallModel.Graph, null), ["input"], ["final_result"]).ToByteArray();
        ResourceAssembly assembly = ResourceAssembly.WithFlowers("""{ "formatVersion": "1.0.0", "backbone": { "inputTensor": "input" } }""")
            .Without("Flowers.output_graph.pb").With("Flowers.output_graph.onnx", onnx);

        using ImageClassifier flowers = ImageClassifier.Load(assembly, "Flowers", new ImageClassifierOptions { InputMean = 127 });

        flowers.Classify(Photo).ShouldBe(expected.Classify(Photo));
    }

    [Fact]
    public void TheManifestNamesTheTensors()
    {
        ResourceAssembly assembly = ResourceAssembly.WithFlowers(
            """{ "formatVersion": "1.0.0", "backbone": { "inputTensor": "pixels" }, "options": { "final_tensor_name": "flower" } }""")
            .With("Flowers.output_graph.pb", SmallModel.Write("pixels", "flower"));
        using ImageClassifier renamed = ImageClassifier.Load(assembly, "Flowers");
        using ImageClassifier usual = SmallModel.Load();

        renamed.Classify(Photo).ShouldBe(usual.Classify(Photo));
    }

    [Fact]
    public void TheAppsOptionsComeBeforeTheManifest()
    {
        ResourceAssembly assembly = ResourceAssembly.WithFlowers(
            """{ "formatVersion": "1.0.0", "options": { "final_tensor_name": "nowhere" } }""");

        Refused(assembly, "RT2003").ShouldContain("'nowhere'");
        using ImageClassifier classifier =
            ImageClassifier.Load(assembly, "Flowers", new ImageClassifierOptions { OutputTensor = "final_result" });
        classifier.Classify(Photo).Count.ShouldBe(4);
    }

    [Fact]
    public void ADamagedGraphIsNamedWithItsAssembly() =>
        Refused(ResourceAssembly.WithFlowers().With("Flowers.output_graph.pb", []), "RT2001")
            .ShouldStartWith("FlowerApp/Flowers.output_graph.pb : error");

    [Fact]
    public void LabelsOfAnotherGraphAreNamedWithTheirAssembly() =>
        Refused(ResourceAssembly.WithFlowers().With("Flowers.output_labels.txt", "one\n"u8.ToArray()), "RT2017")
            .ShouldStartWith("FlowerApp/Flowers.output_labels.txt : error");

    [Fact]
    public void FilesOfTwoTrainingsAreRefused()
    {
        byte[] otherOrder = Encoding.UTF8.GetBytes(string.Join('\n', SmallModel.Labels.Reverse()));
        ResourceAssembly assembly = ResourceAssembly.WithFlowers(
            $$"""
            { "formatVersion": "1.1.0",
              "sha256": { "graph": "{{Sha256(SmallModel.Graph)}}", "labels": "{{Sha256(SmallModel.LabelsFile)}}" } }
            """);
        ImageClassifier.Load(assembly, "Flowers").Dispose();

        Refused(assembly.With("Flowers.output_labels.txt", otherOrder), "RT2017")
            .ShouldStartWith("FlowerApp/Flowers.output_labels.txt : error");
        Refused(assembly.With("Flowers.output_graph.pb", SmallModel.Write("other_input", "final_result")), "RT2024")
            .ShouldStartWith("FlowerApp/Flowers.manifest.json : error");
        Refused(assembly.With("Flowers.output_labels.txt", SmallModel.LabelsFile), "RT2024");
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Refused(ResourceAssembly assembly, string code)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => ImageClassifier.Load(assembly, "Flowers"));
        exception.Diagnostic.Code.ShouldBe(code, exception.Message);
        return exception.Message;
    }
}
