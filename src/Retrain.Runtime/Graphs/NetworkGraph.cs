namespace Retrain.Runtime.Graphs;

/// <summary>A network that was read from a file: a frozen TensorFlow graph or an ONNX model.</summary>
/// <param name="origin">The file it came from, for messages.</param>
internal abstract class NetworkGraph(string? origin)
{
    /// <summary>The file it came from, for messages.</summary>
    public string? Origin { get; } = origin;

    /// <summary>The tensor that images are fed to in a trained graph, where no option names it.</summary>
    public abstract string DefaultInput { get; }

    /// <summary>The tensor that holds the probabilities of a trained graph, where no option names it.</summary>
    public abstract string DefaultOutput { get; }

    /// <summary>The tensors that could take images; where there is one, it does.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>The tensors that nothing in the graph reads, without a novelty: its results, the one with the most layers first.</summary>
    public abstract IReadOnlyList<string> Results { get; }

    /// <summary>Describes the images that a tensor takes.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor; RT2031: it does not take colour images.</exception>
    public abstract ImageInput InputAt(string tensor);

    /// <summary>The probability from which on a label can be believed; <see langword="null"/> where the graph does not say.</summary>
    /// <param name="outputTensor">The tensor that holds the probabilities.</param>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public abstract float? ConfidenceThresholdOf(string outputTensor);

    /// <summary>The novelty that belongs to some probabilities; <see langword="null"/> where the graph does not compute it.</summary>
    /// <param name="outputTensor">The tensor that holds the probabilities.</param>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public abstract NoveltyOutput? NoveltyOf(string outputTensor);

    /// <summary>
    /// The tensor that a trained graph's last layer reads, the bottleneck; <see langword="null"/> where the probabilities are not made by
    /// one layer that is connected to all of its inputs, or where there are none.
    /// </summary>
    /// <param name="outputTensor">The tensor that holds the probabilities.</param>
    public abstract string? BottleneckOf(string outputTensor);

    /// <summary>The graph with one more tensor, which holds for each image the values of two others, one after another.</summary>
    /// <param name="first">A tensor of shape [batch, a].</param>
    /// <param name="second">A tensor of shape [batch, b].</param>
    /// <returns>The graph and the name of the tensor of shape [batch, a + b].</returns>
    public abstract (NetworkGraph Graph, string Tensor) Joined(string first, string second);
}
