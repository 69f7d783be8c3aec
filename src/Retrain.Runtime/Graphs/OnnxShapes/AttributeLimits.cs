using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>
/// The limits of numbers in attributes, which ONNX Runtime partly computes with before it checks them: a stride of 2^63-1 ends the process.
/// </summary>
internal static class AttributeLimits
{
    /// <summary>TensorShape::MaxDimensions of TensorFlow; ONNX Runtime has kernels for far fewer.</summary>
    private const long MaximumRank = 254;

    /// <exception cref="RetrainException">
    /// RT2007: the node is a loop; RT2008: a number is out of range; RT2033: a weight is sparse.
    /// </exception>
    public static void Check(NodeProto node, string? origin)
    {
        if (node.OpType is "Loop" or "Scan" or "SequenceMap")
        {
            throw new RetrainException(GraphDiagnostics.UnsupportedOp(origin, node.Name, node.OpType));
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (!names.Add(attribute.Name))
            {
                throw new RetrainException(
                    GraphDiagnostics.BadAttribute(origin, node.Name, node.OpType, attribute.Name, "is there twice"));
            }

            if (attribute.HasSparseTensor)
            {
                throw new RetrainException(GraphDiagnostics.UnsupportedModel(origin, "has sparse weights", "save it with dense ones"));
            }

            if (RangeOf(attribute.Name) is not (long least, long most))
            {
                continue;
            }

            // A single number stands in i, several in ints; ONNX Runtime reads the field that belongs to the type.
            foreach (long value in attribute.HasI ? attribute.Ints.Append(attribute.I) : attribute.Ints)
            {
                if (value < least || value > most)
                {
                    throw new RetrainException(GraphDiagnostics.BadAttribute(
                        origin, node.Name, node.OpType, attribute.Name, $"holds {value}, which is not from {least} to {most}"));
                }
            }
        }
    }

    private static (long Least, long Most)? RangeOf(string attribute) => attribute switch
    {
        "strides" or "dilations" or "kernel_shape" or "pooled_shape" or "group" or "blocksize" or "num_groups" or "num_heads"
            or "kv_num_heads" or "q_num_heads" or "hidden_size" or "num_outputs" or "num_scan_inputs" or "output_height" or "output_width"
            or "size" or "p" or "channels" or "K" or "N" or "groups" => (1, int.MaxValue),
        "pads" or "output_padding" or "output_shape" or "block_size" or "sampling_ratio" or "border" => (0, int.MaxValue),
        "axis" or "axes" or "batch_axis" or "time_axis" or "seq_axis" or "chan_axis" or "batch_dims" or "start_axis" =>
            (-MaximumRank, MaximumRank),
        "perm" => (0, MaximumRank),
        _ => null,
    };
}
