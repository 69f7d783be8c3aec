using Google.Protobuf;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierUnusableNetworkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnInputOfMorePixelsThanAnyImageIsRefused()
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => Load(Network(3_000_000_000), new ImageClassifierOptions()));

        refusal.Message.ShouldContain("error RT2008: attribute 'shape' of Placeholder node 'input' is [?, 3000000000, 3000000000, 3]");
    }

    [Fact]
    public void ValuesThatAreNotNumbersAreAnErrorAndNoPrediction()
    {
        using ImageClassifier classifier = Load(Network(8), new ImageClassifierOptions { InputMean = 0, InputStd = 1e-36f });
        string image = folder.Write("1.jpg", DrawnPhotos.Draw(0, 0)).PathOf("1.jpg");

        Should.Throw<RetrainException>(() => classifier.Classify(image)).Message.ShouldStartWith(
            $"{folder.PathOf("graph.pb")} : error RT2021: the graph computes values that are not numbers for '{image}'; ");
    }

    [Fact]
    public void ADivisorThatGivesNoNumbersIsRefusedBeforeAnyImage() =>
        Should.Throw<RetrainException>(() => Load(Network(8), new ImageClassifierOptions { InputStd = 1e-45f }))
            .Message.ShouldContain("error RT2053: (value - 128) / 1E-45 does not give usable numbers; ");

    private static GraphBuilder Network(long sidePixels) => new GraphBuilder()
        .Placeholder("input", -1, sidePixels, sidePixels, 3)
        .Weights("filter", 1, 1, 3, 2)
        .Convolution("conv", "input", "filter")
        .Indices("axes", 1, 2)
        .Node("mean", "Mean", "conv", "axes")
        .Node("final_result", "Softmax", "mean");

    private ImageClassifier Load(GraphBuilder network, ImageClassifierOptions options)
    {
        folder.Write("graph.pb", network.Build().Definition.ToByteArray()).Write("labels.txt", "a\nb\n"u8);
        return ImageClassifier.Load(folder.PathOf("graph.pb"), folder.PathOf("labels.txt"), options);
    }
}
