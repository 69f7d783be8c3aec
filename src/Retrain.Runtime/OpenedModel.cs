using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>A trained model that is ready to run.</summary>
/// <param name="Network">The network up to the probabilities, and the novelty if it computes one.</param>
/// <param name="Outputs">The meaning of its values.</param>
internal sealed record OpenedModel(OpenedNetwork Network, ModelOutputs Outputs)
{
    /// <summary>Opens a graph and requires that the labels are its own.</summary>
    /// <param name="libraries">Ends when the native libraries are loaded.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="labels">The labels in the order of its probabilities.</param>
    /// <param name="labelsOrigin">The labels' file, for messages.</param>
    /// <param name="options">Values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <param name="requireOneSet">Fails unless graph and labels were written together; <see langword="null"/> if nothing shows it.</param>
    /// <exception cref="RetrainException">The graph cannot be used, or the labels belong to another graph.</exception>
    public static OpenedModel Open(
        Task libraries, NetworkGraph graph, string[] labels, string? labelsOrigin, ImageClassifierOptions? options, Action? requireOneSet)
    {
        options ??= new ImageClassifierOptions();
        string inputTensor = options.InputTensor ?? graph.DefaultInput;
        string outputTensor = options.OutputTensor ?? graph.DefaultOutput;
        ImagePreprocessor preprocessor = NetworkInput.PreprocessorOf(graph, inputTensor, options);
        NoveltyOutput? novelty = graph.NoveltyOf(outputTensor);
        (NetworkGraph joined, string values) = novelty is null ? (graph, outputTensor) : graph.Joined(outputTensor, novelty.Tensor);
        GraphSession? session = OpenedNetwork.OpenSession(joined, inputTensor, values, preprocessor);
        try
        {
            int probabilities = session.OutputLength - (novelty is null ? 0 : 1);
            if (probabilities != labels.Length)
            {
                throw new RetrainException(GraphDiagnostics.LabelsOfAnotherGraph(
                    labelsOrigin, $"the file has {labels.Length} labels, but the graph computes {probabilities} probabilities"));
            }

            requireOneSet?.Invoke();
            libraries.GetAwaiter().GetResult();
            float threshold = options.ConfidenceThreshold ?? graph.ConfidenceThresholdOf(outputTensor) ?? 0;
            ModelOutputs outputs = new(labels, threshold, novelty is not null, novelty?.Threshold);
            OpenedModel model = new(new OpenedNetwork(graph.Origin, session, preprocessor), outputs);
            session = null;
            return model;
        }
        finally
        {
            session?.Dispose();
        }
    }
}
