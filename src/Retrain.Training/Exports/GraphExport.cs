using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.Exports;

/// <summary>A trained graph for other programs: from normalised pixels to probabilities, and nothing else.</summary>
internal sealed class GraphExport
{
    private readonly FrozenGraph before;
    private readonly FrozenGraph after;
    private readonly string inputTensor;
    private readonly string outputTensor;

    /// <param name="graph">As trained.</param>
    /// <param name="inputTensor">Where normalised pixels enter it.</param>
    /// <param name="outputTensor">Where probabilities leave it.</param>
    /// <exception cref="RetrainException">RT20xx: the graph cannot be used.</exception>
    public GraphExport(FrozenGraph graph, string inputTensor, string outputTensor, WeightFormat weights)
    {
        before = graph;
        this.inputTensor = inputTensor;
        this.outputTensor = outputTensor;
        Normalization = TensorFlowInput.NormalizationAt(graph, inputTensor);
        Preprocessor = NetworkInput.PreprocessorOf(graph, inputTensor, new ImageClassifierOptions());
        after = FrozenGraph.Of(Rewrite(weights), graph.Origin);
    }

    /// <summary>What is written.</summary>
    public GraphDef Definition => after.Definition;

    /// <summary>From grey levels to what the input takes; null where the graph did not say.</summary>
    public Normalization? Normalization { get; }

    /// <summary>From an image's bytes to the input.</summary>
    public ImagePreprocessor Preprocessor { get; }

    /// <summary>// [batch, height, width, channels]</summary>
    public TensorShape InputShape => TensorShape.Of(TensorShape.UnknownDimension, Preprocessor.HeightPixels, Preprocessor.WidthPixels, 3);

    /// <summary>Runs the graph as it was and as it is written.</summary>
    /// <exception cref="RetrainException">RT20xx: one of them does not run.</exception>
    public ExportComparison Compare() => new(graph => GraphSession.Create(graph, inputTensor, outputTensor, InputShape), before, after, Preprocessor);

    public void Write(Stream stream) => Definition.WriteTo(stream);

    private GraphDef Rewrite(WeightFormat weights)
    {
        GraphDef stripped = StripDecoding.Apply(before, inputTensor, InputShape, outputTensor);
        EditableGraph graph = new(stripped, TensorName.Parse(outputTensor));
        BypassIdentities.Apply(graph);
        FoldConstants.Apply(graph);
        ExpandBatchNorm.Apply(graph);
        FoldScale.Apply(graph);
        GraphDef needed = KeepNeeded.Apply(graph.Definition, inputTensor, outputTensor);
        EditableGraph stored = new(needed, TensorName.Parse(outputTensor));
        StoreWeights.Apply(stored, weights);
        return stored.Definition;
    }
}
