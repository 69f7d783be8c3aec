using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>A network that is ready to run, from the image to one of its tensors.</summary>
/// <param name="GraphOrigin">The file of its graph, for messages.</param>
/// <param name="Session">The network.</param>
/// <param name="Preprocessor">Makes its input of an image.</param>
internal sealed record OpenedNetwork(string? GraphOrigin, GraphSession Session, ImagePreprocessor Preprocessor)
{
    /// <param name="graph">The graph.</param>
    /// <param name="inputTensor">The tensor that normalised pixels are fed to.</param>
    /// <param name="values">The tensor that is computed.</param>
    /// <param name="preprocessor">Makes the input of an image.</param>
    /// <exception cref="RetrainException">The graph cannot be used.</exception>
    public static GraphSession OpenSession(NetworkGraph graph, string inputTensor, string values, ImagePreprocessor preprocessor) =>
        GraphSession.Create(
            graph,
            inputTensor,
            values,
            TensorShape.Of(TensorShape.UnknownDimension, preprocessor.HeightPixels, preprocessor.WidthPixels, 3));

    /// <summary>Opens a network up to its bottleneck: the one that the options name, else the one that the trained layer reads.</summary>
    /// <param name="libraries">Ends when the native libraries are loaded.</param>
    /// <param name="graph">A trained graph; any network where the options name the tensor.</param>
    /// <param name="options">Values that the graph lacks; <see langword="null"/> for label_image.py's defaults.</param>
    /// <exception cref="RetrainException">RT2088: the bottleneck cannot be told; RT2xxx: the graph cannot be used.</exception>
    public static OpenedNetwork OpenBottleneck(Task libraries, NetworkGraph graph, ImageClassifierOptions? options)
    {
        options ??= new ImageClassifierOptions();
        string inputTensor = options.InputTensor ?? graph.DefaultInput;
        string outputTensor = options.OutputTensor ?? graph.DefaultOutput;
        string bottleneck = options.BottleneckTensor ?? graph.BottleneckOf(outputTensor)
            ?? throw new RetrainException(GraphDiagnostics.UnknownBottleneck(graph.Origin, outputTensor));
        ImagePreprocessor preprocessor = NetworkInput.PreprocessorOf(graph, inputTensor, options);
        GraphSession? session = OpenSession(graph, inputTensor, bottleneck, preprocessor);
        try
        {
            libraries.GetAwaiter().GetResult();
            OpenedNetwork network = new(graph.Origin, session, preprocessor);
            session = null;
            return network;
        }
        finally
        {
            session?.Dispose();
        }
    }
}
