using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>Finds the tensors of a TensorFlow graph that images are fed to, and describes these images.</summary>
internal static class TensorFlowInput
{
    /// <summary>The attribute in which an exported graph, which has no decoding, keeps the mean. TensorFlow ignores such names.</summary>
    public const string MeanAttribute = "_input_mean";

    /// <summary>The attribute in which it keeps the divisor.</summary>
    public const string StdAttribute = "_input_std";

    /// <summary>The attribute in which a trained graph keeps a preprocessing other than retrain.py's, as JSON.</summary>
    public const string PreprocessingAttribute = "_preprocessing";

    /// <summary>The attribute in which a trained graph says whether photos were turned upright, a word.</summary>
    public const string OrientationAttribute = "_orientation";

    // The ops from the decoder to the network itself; retrain.py's Inception begins with them.
    private static readonly HashSet<string> DecodingOps = new(StringComparer.Ordinal)
    {
        "DecodeJpeg", "DecodePng", "Cast", "ExpandDims", "ResizeBilinear", "Sub", "Mul", "Div", "RealDiv", "PlaceholderWithDefault",
    };

    /// <summary>The placeholders of images; in a graph that decodes by itself, the last step of its preprocessing.</summary>
    public static IReadOnlyList<string> Of(FrozenGraph graph)
    {
        IEnumerable<NodeDef> nodes = graph.Definition.Node;
        NodeDef[] placeholders = [.. nodes.Where(node => node.Op is "Placeholder" or "PlaceholderWithDefault" && IsImage(node))];

        // One without a shape may be anything, such as the share that a dropout keeps.
        NodeDef[] shaped = [.. placeholders.Where(node => ShapeOf(node).HasRank)];
        NodeDef[] images = shaped.Length > 0 ? shaped : placeholders;
        return images.Length > 0
            ? [.. images.Select(node => node.Name)]
            : [.. nodes.Where(node => node.Op is "DecodeJpeg" or "DecodePng").Select(decoder => LastOfPreprocessing(graph, decoder))];
    }

    /// <exception cref="RetrainException">
    /// RT2003: there is no such tensor; RT2008 or RT2009: its size cannot be used; RT2031: it does not take colour images;
    /// RT2050: its preprocessing cannot be used.
    /// </exception>
    public static ImageInput At(FrozenGraph graph, string tensor)
    {
        NodeDef node = graph.Node(tensor);
        DecodingBranch? branch = DecodingBranch.Find(graph, tensor);
        TensorShape shape = ShapeOf(node);
        if (shape.HasRank && (shape.Rank is not 4 || shape[3] is not (3 or TensorShape.UnknownDimension)))
        {
            throw new RetrainException(GraphDiagnostics.NotAnImage(graph.Origin, tensor, shape.ToString(), "[batch, height, width, 3]"));
        }

        shape = TensorShape.Of(
            shape.HasRank ? shape[0] : TensorShape.UnknownDimension, branch?.HeightPixels ?? Side(1), branch?.WidthPixels ?? Side(2), 3);
        return new(
            tensor, shape, ChannelsFirst: false, NormalizationAt(graph, node, branch), PreprocessingOf(graph, node),
            IgnoresOrientation(graph, node, branch) ?? false)
        {
            TakesBytes = TakesBytes(node),
        };

        long Side(int axis) =>
            !shape.HasRank || shape[axis] <= 0 ? TensorShape.UnknownDimension
            : ImageInput.IsSide(shape[axis]) ? shape[axis]
            : throw new RetrainException(GraphDiagnostics.BadAttribute(graph.Origin, node.Name, node.Op, "shape",
                $"is {shape}, more than {ImagePreprocessor.LargestSidePixels} pixels a side"));
    }

    /// <summary>The normalisation that the network expects at a tensor; <see langword="null"/> where the graph does not say.</summary>
    /// <exception cref="RetrainException">RT2008 or RT2009: it does not give usable numbers.</exception>
    public static Normalization? NormalizationAt(FrozenGraph graph, string tensor) =>
        NormalizationAt(graph, graph.Node(tensor), DecodingBranch.Find(graph, tensor));

    /// <summary>
    /// Whether photos are taken as they are stored, which is also so where a graph decodes by itself; <see langword="null"/> where nothing
    /// shows it.
    /// </summary>
    /// <exception cref="RetrainException">RT2009: the branch is not possible. RT2050: the graph has an unknown word.</exception>
    public static bool? IgnoresOrientation(FrozenGraph graph, string tensor) =>
        IgnoresOrientation(graph, graph.Node(tensor), DecodingBranch.Find(graph, tensor));

    private static bool? IgnoresOrientation(FrozenGraph graph, NodeDef input, DecodingBranch? branch) =>
        input.Attr.TryGetValue(OrientationAttribute, out AttrValue? written)
            ? OrientationWord.Ignores(written.S.ToStringUtf8())
                ?? throw new RetrainException(PreprocessingDiagnostics.Damaged(graph.Origin, $"{input.Name}.{OrientationAttribute}"))
            : branch is not null || input.Attr.ContainsKey(MeanAttribute) || input.Attr.ContainsKey(PreprocessingAttribute)
                ? true
                : null;

    private static Normalization? NormalizationAt(FrozenGraph graph, NodeDef input, DecodingBranch? branch) =>
        PreprocessingOf(graph, input)?.Normalization ?? branch?.Normalization ?? Written(graph, input)
            ?? (TakesBytes(input) ? ImageInput.GreyLevels : ScalingBehind(graph, input).Remaining());

    private static Preprocessing? PreprocessingOf(FrozenGraph graph, NodeDef input) =>
        input.Attr.TryGetValue(PreprocessingAttribute, out AttrValue? written)
            ? PreprocessingJson.Read(written.S.ToStringUtf8())
                ?? throw new RetrainException(PreprocessingDiagnostics.Damaged(graph.Origin, $"{input.Name}.{PreprocessingAttribute}"))
            : null;

    /// <summary>Whether a placeholder takes grey levels as bytes and not as floats.</summary>
    public static bool TakesBytes(NodeDef node) =>
        node.Op is "Placeholder" or "PlaceholderWithDefault"
        && node.Attr.TryGetValue("dtype", out AttrValue? type) && type.Type is DataType.DtUint8;

    private static Normalization? Written(FrozenGraph graph, NodeDef input)
    {
        if (!input.Attr.TryGetValue(MeanAttribute, out AttrValue? mean) || !input.Attr.TryGetValue(StdAttribute, out AttrValue? std))
        {
            return null;
        }

        Normalization normalization = new(mean.F, std.F);
        return normalization.IsUsable
            ? normalization
            : throw new RetrainException(GraphDiagnostics.BadAttribute(
                graph.Origin, input.Name, input.Op, StdAttribute, "does not give usable numbers"));
    }

    // A placeholder without dimensions is unconstrained: TensorFlow wrote them so before it could write that a rank is unknown.
    private static TensorShape ShapeOf(NodeDef node) =>
        node.Attr.TryGetValue("shape", out AttrValue? attribute) && (node.Op is not "Placeholder" || attribute.Shape?.Dim.Count is not 0)
            ? TensorShape.From(attribute.Shape)
            : TensorShape.Unknown;

    // A head that retrain.py trained begins with a placeholder too, but it does not take images.
    private static bool IsImage(NodeDef node)
    {
        TensorShape shape = ShapeOf(node);
        return node.Attr.TryGetValue("dtype", out AttrValue? type)
            && (type.Type is DataType.DtFloat || (type.Type is DataType.DtUint8 && shape.HasRank))
            && (!shape.HasRank || (shape.Rank is 4 && shape[3] is 3 or TensorShape.UnknownDimension));
    }

    private static InputScaling ScalingBehind(FrozenGraph graph, NodeDef input)
    {
        InputScaling scaling = new(1, 0);
        string tensor = input.Name;
        while (graph.Definition.Node.Where(node => Reads(node, tensor)).ToArray() is [{ Input.Count: 2 } step]
            && TensorName.Parse(step.Input[0]).Node == tensor
            && graph.TryFindNode(step.Input[1], out NodeDef? operand)
            && MeanOf(operand, graph.Origin) is float constant
            && scaling.Then(step.Op, constant) is InputScaling longer)
        {
            scaling = longer;
            tensor = step.Name;
        }

        return scaling;
    }

    private static float? MeanOf(NodeDef node, string? origin)
    {
        if (node.Op is not "Const"
            || !node.Attr.TryGetValue("value", out AttrValue? value)
            || value.Tensor is not { Dtype: DataType.DtFloat })
        {
            return null;
        }

        TensorConstant constant = ConstantReader.Read(
            value.Tensor, reason => new RetrainException(GraphDiagnostics.BadConstant(origin, node.Name, reason)));
        return constant.Bytes.Length > 0 ? MemoryMarshal.Cast<byte, float>(constant.Bytes.Span).ToArray().Average() : null;
    }

    private static string LastOfPreprocessing(FrozenGraph graph, NodeDef decoder)
    {
        NodeDef last = decoder;
        while (graph.Definition.Node.Where(node => Reads(node, last.Name)).ToArray() is [NodeDef only] && DecodingOps.Contains(only.Op))
        {
            last = only;
        }

        return last.Name;
    }

    private static bool Reads(NodeDef node, string name) =>
        node.Input.Select(TensorName.Parse).Any(input => !input.IsControl && input.Node == name);
}
