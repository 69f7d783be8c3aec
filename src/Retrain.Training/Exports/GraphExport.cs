using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.Exports;

/// <summary>Prepares a trained graph for other programs: it computes probabilities from normalised pixels, and nothing else.</summary>
internal sealed class GraphExport
{
    private readonly FrozenGraph before;
    private readonly FrozenGraph after;
    private readonly string inputTensor;
    private readonly string outputTensor;
    private readonly NoveltyOutput? novelty;

    /// <param name="graph">The trained graph.</param>
    /// <param name="inputTensor">The tensor of normalised pixels.</param>
    /// <param name="outputTensor">The tensor of probabilities.</param>
    /// <param name="weights">The format of the weights.</param>
    /// <param name="keepsNovelty">Whether the novelty is computed too.</param>
    /// <exception cref="RetrainException">
    /// RT20xx: the graph cannot be used. RT4056: the novelty is to be kept, but the graph does not compute it.
    /// </exception>
    public GraphExport(FrozenGraph graph, string inputTensor, string outputTensor, WeightFormat weights, bool keepsNovelty)
    {
        novelty = keepsNovelty
            ? graph.NoveltyOf(outputTensor) ?? throw new RetrainException(OptionDiagnostics.NoNovelty(graph.Origin))
            : null;
        before = graph;
        this.inputTensor = inputTensor;
        this.outputTensor = outputTensor;
        Normalization = TensorFlowInput.NormalizationAt(graph, inputTensor);
        Preprocessor = NetworkInput.PreprocessorOf(graph, inputTensor, new ImageClassifierOptions());
        after = FrozenGraph.Of(Rewrite(weights), graph.Origin);
    }

    /// <summary>The graph that is written.</summary>
    public GraphDef Definition => after.Definition;

    /// <summary>Maps grey levels to the values that the input expects; null if the graph does not contain this information.</summary>
    public Normalization? Normalization { get; }

    /// <summary>Converts the bytes of an image to the input of the graph.</summary>
    public ImagePreprocessor Preprocessor { get; }

    /// <summary>The shape of the input: [batch, height, width, channels].</summary>
    public TensorShape InputShape => TensorShape.Of(TensorShape.UnknownDimension, Preprocessor.HeightPixels, Preprocessor.WidthPixels, 3);

    /// <summary>Compares the trained graph with the one that is written.</summary>
    /// <exception cref="RetrainException">RT20xx: one of the graphs does not run.</exception>
    public ExportComparison Compare() =>
        new(graph => GraphSession.Create(graph, inputTensor, outputTensor, InputShape), before, after, Preprocessor);

    /// <summary>The tensor of the novelty; <see langword="null"/> if it was left out.</summary>
    public string? NoveltyTensor => novelty?.Tensor;

    public void Write(Stream stream) => Definition.WriteTo(stream);

    private GraphDef Rewrite(WeightFormat weights)
    {
        // One tensor stands for both, until the nodes that both need have been rewritten.
        (NetworkGraph whole, string output) = novelty is null ? (before, outputTensor) : before.Joined(outputTensor, novelty.Tensor);
        GraphDef stripped = StripDecoding.Apply((FrozenGraph)whole, inputTensor, InputShape, output);
        EditableGraph graph = new(stripped, TensorName.Parse(output));
        BypassIdentities.Apply(graph);
        FoldConstants.Apply(graph);
        ExpandBatchNorm.Apply(graph);
        FoldScale.Apply(graph);
        GraphDef needed = KeepNeeded.Apply(graph.Definition, inputTensor, output);
        EditableGraph stored = new(needed, TensorName.Parse(output));
        StoreWeights.Apply(stored, weights);
        if (novelty is null)
        {
            NodeDef probabilities = stored.Definition.Node.Single(node => node.Name == TensorName.Parse(output).Node);
            probabilities.Attr.Remove(FrozenGraph.NoveltyTensorAttribute);
            probabilities.Attr.Remove(FrozenGraph.NoveltyThresholdAttribute);
        }
        else
        {
            NodeDef joined = stored.Definition.Node.Single(stored.IsOutput);
            NodeDef axis = stored.Source(joined, joined.Input.Count - 1);
            stored.Remove(joined);
            stored.Remove(axis);
        }

        return stored.Definition;
    }
}
