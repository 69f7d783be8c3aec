using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>A trained model that is ready to run.</summary>
internal sealed record OpenedModel(
    string? GraphOrigin, GraphSession Session, ImagePreprocessor Preprocessor, string[] Labels, float ConfidenceThreshold)
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
        GraphSession? session = GraphSession.Create(
            graph,
            inputTensor,
            outputTensor,
            TensorShape.Of(TensorShape.UnknownDimension, preprocessor.HeightPixels, preprocessor.WidthPixels, 3));
        try
        {
            if (session.OutputLength != labels.Length)
            {
                throw new RetrainException(GraphDiagnostics.LabelsOfAnotherGraph(
                    labelsOrigin, $"the file has {labels.Length} labels, but the graph computes {session.OutputLength} probabilities"));
            }

            requireOneSet?.Invoke();
            libraries.GetAwaiter().GetResult();
            float threshold = options.ConfidenceThreshold ?? graph.ConfidenceThresholdOf(outputTensor) ?? 0;
            OpenedModel model = new(graph.Origin, session, preprocessor, labels, threshold);
            session = null;
            return model;
        }
        finally
        {
            session?.Dispose();
        }
    }
}
