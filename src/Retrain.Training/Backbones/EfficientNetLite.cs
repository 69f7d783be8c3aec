using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;

namespace Retrain.Training.Backbones;

/// <summary>
/// EfficientNet-Lite0 (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019; the Lite
/// variants by Google, 2020), embedded: 384 million multiply-adds, 13 MB, or 4 MB in 8 bits. The licence is in
/// efficientnet_lite0.LICENSE.txt.
/// </summary>
internal static class EfficientNetLite
{
    public const string Name = "efficientnet_lite0";
    public const int BottleneckLength = 1280;
    public const int SizePixels = 224; // a side of its images

    /// <summary>The name of the same network in 8 bits: weights of 7 bits for each channel, activations of 8.</summary>
    public const string Int8Name = "efficientnet_lite0_int8";

    /// <summary>Both names, with the names of their files.</summary>
    public static IReadOnlyList<(string Name, string File)> Embedded { get; } = [(Name, $"{Name}.pb"), (Int8Name, $"{Int8Name}.onnx")];

    /// <summary>The size of the embedded file.</summary>
    public static long SizeBytes(string file)
    {
        using Stream resource = OpenResource(file);
        return resource.Length;
    }

    public static Backbone Load() => Load("input:0", "bottleneck:0", Embedded[0]);

    public static Backbone LoadInt8() => Load("input", "bottleneck", Embedded[1]);

    /// <summary>Copies the graph to a file.</summary>
    public static void CopyTo(Stream file)
    {
        using Stream resource = OpenResource(Embedded[0].File);
        resource.CopyTo(file);
    }

    private static Backbone Load(string inputTensor, string bottleneckTensor, (string Name, string File) embedded)
    {
        using Stream resource = OpenResource(embedded.File);
        byte[] bytes = LargeArray.Allocate((int)resource.Length);
        resource.ReadExactly(bytes);
        return new Backbone
        {
            Name = embedded.Name,
            Graph = NetworkFile.Parse(bytes, embedded.File),
            Digest = Digests.Digest.Of(bytes),
            InputTensor = inputTensor,
            BottleneckTensor = bottleneckTensor,
            BottleneckLength = BottleneckLength,
            Preprocessing = Preprocessing.Legacy(SizePixels, SizePixels, new Normalization(127, 128)),
        };
    }

    private static Stream OpenResource(string file) => typeof(EfficientNetLite).Assembly.GetManifestResourceStream(file)
        ?? throw new InvalidOperationException($"the resource {file} is not embedded");
}
