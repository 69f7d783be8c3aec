using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>The memory that one call needs to classify, used again by later calls.</summary>
internal sealed class ClassificationBuffers(int inputLength, int labelCount)
{
    public ImageFileReader Reader { get; } = new();

    /// <summary>The network's input. // [1, height, width, 3]</summary>
    public float[] Input { get; } = new float[inputLength];

    /// <summary>The network's output. // [1, labels]</summary>
    public float[] Probabilities { get; } = new float[labelCount];
}
