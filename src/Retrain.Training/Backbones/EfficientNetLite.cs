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

    private const string FloatResource = $"{Name}.planes";
    private const string Int8Resource = $"{Int8Name}.quantized";

    /// <summary>Both names, with the names of their files.</summary>
    public static IReadOnlyList<(string Name, string File)> Embedded { get; } = [(Name, $"{Name}.pb"), (Int8Name, $"{Int8Name}.onnx")];

    /// <summary>The size of the network's file.</summary>
    public static long SizeBytes(string file) =>
        file == Embedded[0].File ? FloatPlanes.Length(Resource(FloatResource)) : QuantizedWeights.Length(Resource(Int8Resource));

    public static Backbone Load() => Load("input:0", "bottleneck:0", Embedded[0], Join());

    public static Backbone LoadInt8() =>
        Load("input", "bottleneck", Embedded[1], QuantizedWeights.Join(Resource(Int8Resource), Join()));

    /// <summary>Copies the graph to a file.</summary>
    public static void CopyTo(Stream file) => file.Write(Join());

    private static Backbone Load(string inputTensor, string bottleneckTensor, (string Name, string File) embedded, byte[] bytes) => new()
    {
        Name = embedded.Name,
        Graph = NetworkFile.Parse(bytes, embedded.File),
        Digest = Digests.Digest.Of(bytes),
        InputTensor = inputTensor,
        BottleneckTensor = bottleneckTensor,
        BottleneckLength = BottleneckLength,
        Preprocessing = Preprocessing.Legacy(SizePixels, SizePixels, new Normalization(127, 128)),
    };

    private static byte[] Join() => FloatPlanes.Join(Resource(FloatResource));

    // The assembly's file is in memory for as long as the process runs.
    private static unsafe ReadOnlySpan<byte> Resource(string name)
    {
        using UnmanagedMemoryStream stream = (UnmanagedMemoryStream?)typeof(EfficientNetLite).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is not embedded");
        return new ReadOnlySpan<byte>(stream.PositionPointer, (int)stream.Length);
    }
}
