using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>Ops that pick elements of a tensor by another one.</summary>
internal static class GatherShapes
{
    public static TensorShape[] Gather(ShapedNode node)
    {
        (TensorShape data, TensorShape indices) = (node.Shape(0), node.Shape(1));
        if (data is not { HasRank: true, Rank: > 0 } || !indices.HasRank)
        {
            return [];
        }

        int axis = node.Axis(node.Int("axis", 0), data.Rank);
        return [Of([.. data.Dimensions[..axis], .. indices.Dimensions, .. data.Dimensions[(axis + 1)..]])];
    }

    /// <summary>GatherND(data, indices [..., picked axes]), which follow as many batch axes as both have.</summary>
    public static TensorShape[] GatherND(ShapedNode node)
    {
        (TensorShape data, TensorShape indices) = (node.Shape(0), node.Shape(1));
        if (data is not { HasRank: true } || indices is not { HasRank: true, Rank: > 0 } || indices[^1] is UnknownDimension)
        {
            return [];
        }

        long picked = node.Int("batch_dims", 0) + indices[^1];
        return picked >= 0 && picked <= data.Rank
            ? [Of([.. indices.Dimensions[..^1], .. data.Dimensions[(int)picked..]])]
            : throw node.BadInputs($"picks {indices[^1]} axes of a tensor of shape {data}");
    }

    /// <summary>GridSample(X [batch, channels, ...], grid [batch, ..., axes])</summary>
    public static TensorShape[] GridSample(ShapedNode node) =>
        node.Shape(0) is { HasRank: true, Rank: > 2 } image && node.Shape(1) is { HasRank: true, Rank: > 2 } grid
            ? [Of([image[0], image[1], .. grid.Dimensions[1..^1]])]
            : [];

    /// <summary>The positions of what is not zero; for constants as if nothing was, as in PyTorch's numbers from 0 on.</summary>
    public static TensorShape[] NonZero(ShapedNode node) =>
        node.Input(0) is { IsConstant: true, Shape: { IsFullyKnown: true } shape }
            ? [Of(shape.Rank, shape.LengthFrom(0) ?? UnknownDimension)]
            : [];
}
