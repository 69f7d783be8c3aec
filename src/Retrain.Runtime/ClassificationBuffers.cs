using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>The memory of one call that classifies, used again by later ones.</summary>
internal sealed class ClassificationBuffers(int inputLength, int labelCount)
{
    public ImageFileReader Reader { get; } = new();

    /// <summary>The network's input. // [1, height, width, 3]</summary>
    public float[] Input { get; } = new float[inputLength];

    /// <summary>The network's output. // [1, labels]</summary>
    public float[] Probabilities { get; } = new float[labelCount];
}
