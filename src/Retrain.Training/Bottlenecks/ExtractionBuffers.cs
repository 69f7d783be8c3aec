using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Training.Bottlenecks;

/// <summary>One thread's memory, used again for every image, so that the number of images does not bound a run.</summary>
internal sealed class ExtractionBuffers(Backbone backbone)
{
    private readonly ImageFileReader reader = new();

    /// <summary>The network's input. // [1, heightPixels, widthPixels, 3]</summary>
    public float[] Input { get; } = new float[backbone.HeightPixels * backbone.WidthPixels * 3];

    /// <summary>The network's output. // [bottleneckLength]</summary>
    public float[] Bottleneck { get; } = new float[backbone.BottleneckLength];

    /// <summary>A file's bytes, until the next call.</summary>
    public ReadOnlyMemory<byte> Read(string path) => reader.Read(path);
}
