using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>The memory that one call needs to run the network, used again by later calls.</summary>
internal sealed class ImageBuffers(int inputLength, int outputLength)
{
    public ImageFileReader Reader { get; } = new();

    /// <summary>The network's input. // [1, height, width, 3]</summary>
    public float[] Input { get; } = new float[inputLength];

    /// <summary>The values that are asked for, for instance probabilities. // [1, length]</summary>
    public float[] Outputs { get; } = new float[outputLength];
}
