using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;

namespace Retrain.Training.Tests.Backbones;

public sealed class NetworkCutTests
{
    [Theory]
    [InlineData("mobilenet_0.25_128", "mobilenet_v1_0.25_128_frozen")]
    [InlineData("mobilenet_0.50_224_quantized", "mobilenet_v1_0.50_224_quantized")]
    public void BottlenecksStayTheSameToTheBit(string architecture, string file)
    {
        PublishedBackbone published = BackboneCatalog.Published.Single(backbone => backbone.Name == architecture);
        FrozenGraph whole = FrozenGraph.Load(ReferenceData.PathOf($"reference/graphs/mobilenet_v1_imagenet/{file}.pb"));

        FrozenGraph cut = NetworkCut.Cut(whole, published);

        Bottleneck(cut, NetworkCut.Input, published).ShouldBe(Bottleneck(whole, published.InputTensor, published));
        cut.TryFindNode("MobilenetV1/Predictions/Softmax", out NodeDef? _).ShouldBeFalse();
    }

    private static float[] Bottleneck(FrozenGraph graph, string input, PublishedBackbone published)
    {
        using GraphSession session = GraphSession.Create(graph, input, published.BottleneckTensor);
        float[] pixels = [.. Enumerable.Range(0, session.InputLength).Select(i => MathF.Sin(i * 0.37f))];
        float[] bottleneck = new float[published.BottleneckLength];
        session.Run(pixels, 1, bottleneck);
        return bottleneck;
    }
}
