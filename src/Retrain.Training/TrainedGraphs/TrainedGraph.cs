using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;
using Retrain.Training.Heads;

namespace Retrain.Training.TrainedGraphs;

/// <summary>The graph that training writes: a backbone and a head, in the format of the backbone.</summary>
internal abstract class TrainedGraph
{
    /// <param name="novelty">The source of its second output; <see langword="null"/> for a graph without one.</param>
    public static TrainedGraph Of(Backbone backbone, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty = null) =>
        backbone.Graph is OnnxModel model
            ? new TrainedOnnxModel(backbone, model, head, finalTensorName, novelty)
            : new TrainedTensorFlowGraph(backbone, head, finalTensorName, novelty);

    /// <summary>The TensorFlow graph that will be written, without weights; <see langword="null"/> for an ONNX model.</summary>
    public static GraphDef? Outline(Backbone backbone, string finalTensorName) =>
        backbone.Graph is OnnxModel ? null : HeadGraft.Outline(backbone, finalTensorName);

    /// <summary>Checks names that the user chose before the work and not after it.</summary>
    /// <exception cref="RetrainException">RT4003, RT4011, RT4042, RT4043 or RT2034.</exception>
    public static void RequireNames(Backbone backbone, OutputOptions options)
    {
        if (!GraphValidation.IsNodeName(options.FinalTensorName))
        {
            throw new RetrainException(OptionDiagnostics.InvalidValue(
                "--final_tensor_name",
                options.FinalTensorName,
                "a name of letters, digits, '_', '.', '-' and '/' that begins with a letter or a digit"));
        }

        RequireName("--output_graph", options.Graph, backbone, backbone.Graph is OnnxModel);
        if (options.Onnx is not null)
        {
            RequireName("--output_onnx", options.Onnx, backbone, isOnnx: true);
        }

        if (backbone.Graph is OnnxModel model)
        {
            TrainedOnnxModel.RequireFreeName(backbone, model, options.FinalTensorName);
        }
        else
        {
            _ = HeadGraft.Outline(backbone, options.FinalTensorName);
        }
    }

    /// <summary>
    /// The head ready to run: from bottlenecks [batch, bottleneckLength] to probabilities [batch, labels], and the novelty after them,
    /// [batch, labels + 1], where the graph computes it.
    /// </summary>
    public abstract GraphSession OpenHead();

    /// <summary>The tensor of the novelty; <see langword="null"/> for a graph without one.</summary>
    public abstract string? NoveltyTensor { get; }

    /// <summary>The size of what <see cref="Write"/> writes.</summary>
    public abstract long SizeBytes { get; }

    public abstract void Write(Stream stream);

    /// <summary>Writes the graph as an ONNX model, whatever its own format.</summary>
    /// <exception cref="RetrainException">RT2035: the probabilities of the model differ from those of the graph.</exception>
    public abstract void WriteOnnx(Stream stream);

    /// <summary>Writes into an ONNX model what a TensorFlow graph says by its nodes.</summary>
    /// <param name="noveltyTensor">The tensor of the novelty; <see langword="null"/> for none.</param>
    /// <param name="noveltyThreshold">Its threshold; <see langword="null"/> for none.</param>
    protected static void Describe(
        ModelProto model, Backbone backbone, SoftmaxHead head, string? noveltyTensor, float? noveltyThreshold)
    {
        // A backbone that is itself a trained model has entries of its own.
        OnnxMetadata.Set(model, OnnxMetadata.NoveltyTensor, noveltyTensor);
        OnnxMetadata.Set(model, OnnxMetadata.NoveltyThreshold, null);
        if (noveltyThreshold is float known)
        {
            OnnxMetadata.Set(model, OnnxMetadata.NoveltyThreshold, known);
        }

        OnnxInput.Describe(model, backbone.Preprocessing);
        if (head.ConfidenceThreshold is float threshold)
        {
            OnnxMetadata.Set(model, OnnxMetadata.ConfidenceThreshold, threshold);
        }
    }

    private static void RequireName(string flag, string output, Backbone backbone, bool isOnnx)
    {
        if (output.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) != isOnnx)
        {
            throw new RetrainException(OptionDiagnostics.OtherFormat(flag, output, backbone.Name, isOnnx ? ".onnx" : ".pb"));
        }

        if (backbone.Graph.Origin is string file && File.Exists(file) && new OutputPath(output).FullPath == new OutputPath(file).FullPath)
        {
            throw new RetrainException(OptionDiagnostics.ReplacesBackbone(flag, output));
        }
    }
}
