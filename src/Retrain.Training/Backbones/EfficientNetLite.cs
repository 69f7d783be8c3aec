using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>
/// EfficientNet-Lite0 (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019; the Lite
/// variants by Google, 2020), embedded: 384 million multiply-adds, 13 MB. Its licence is in efficientnet_lite0.LICENSE.txt.
/// </summary>
internal static class EfficientNetLite
{
    public const string Name = "efficientnet_lite0";
    public const int BottleneckLength = 1280;
    public const int SizePixels = 224; // a side of its images

    public static long SizeBytes
    {
        get
        {
            using Stream resource = OpenResource();
            return resource.Length;
        }
    }

    public static Backbone Load()
    {
        using Stream resource = OpenResource();
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new Backbone
        {
            Name = Name,
            Graph = FrozenGraph.Parse(bytes, $"{Name}.pb"),
            Digest = Digests.Digest.Of(bytes),
            InputTensor = "input:0",
            BottleneckTensor = "bottleneck:0",
            BottleneckLength = BottleneckLength,
            Preprocessing = Preprocessing.Legacy(SizePixels, SizePixels, new Normalization(127, 128)),
        };
    }

    /// <summary>Copies the graph to a file.</summary>
    public static void CopyTo(Stream file)
    {
        using Stream resource = OpenResource();
        resource.CopyTo(file);
    }

    private static Stream OpenResource() => typeof(EfficientNetLite).Assembly.GetManifestResourceStream($"{Name}.pb")
        ?? throw new InvalidOperationException($"the resource {Name}.pb is not embedded");
}
