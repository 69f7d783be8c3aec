namespace Retrain.Runtime.Graphs;

/// <summary>A network as a file holds it: a frozen TensorFlow graph or an ONNX model.</summary>
/// <param name="origin">The file it came from, for messages.</param>
internal abstract class NetworkGraph(string? origin)
{
    /// <summary>The file it came from, for messages.</summary>
    public string? Origin { get; } = origin;

    /// <summary>Where images enter a trained graph, where nobody says.</summary>
    public abstract string DefaultInput { get; }

    /// <summary>Where probabilities leave a trained graph, where nobody says.</summary>
    public abstract string DefaultOutput { get; }

    /// <summary>Tensors that images could enter by; where there is one, it is it.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>What nothing in the graph reads: its results, that of most layers first.</summary>
    public abstract IReadOnlyList<string> Results { get; }

    /// <summary>What the graph says of images at a tensor.</summary>
    /// <exception cref="RetrainException">RT2003: no such tensor; RT2031: no colour images enter there.</exception>
    public abstract ImageInput InputAt(string tensor);

    /// <summary>From which probability on a label is to be believed; <see langword="null"/> where the graph does not say.</summary>
    /// <param name="outputTensor">Of the probabilities.</param>
    /// <exception cref="RetrainException">RT2003: no such tensor.</exception>
    public abstract float? ConfidenceThresholdOf(string outputTensor);
}
