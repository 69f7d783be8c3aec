using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>The memory that one call needs to classify, used again by later calls.</summary>
internal sealed class ClassificationBuffers(int inputLength, int outputLength)
{
    public ImageFileReader Reader { get; } = new();

    /// <summary>The network's input. // [1, height, width, 3]</summary>
    public float[] Input { get; } = new float[inputLength];

    /// <summary>The network's probabilities, and the novelty if it computes one. // [1, labels] or [1, labels + 1]</summary>
    public float[] Outputs { get; } = new float[outputLength];
}
