using Retrain.Runtime.Graphs.Onnx;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// Blocks of an image moved to the batch and back: a convolution between the two is dilated, which is how TensorFlow 1 wrote it. ONNX has
/// no such ops; a Reshape splits axes, a Transpose moves the parts, a Reshape joins them.
/// </summary>
internal static class BatchSpaceOps
{
    /// <summary>
    /// SpaceToBatchND(input: T [b, spatial..., rest...], block_shape: Tblock_shape [m], paddings: Tpaddings [m,2]) -> output: T
    /// [b * blocks, padded / block..., rest...]; the place in the block is the outer part of the new batch.
    /// </summary>
    public static OnnxValue[] SpaceToBatchND(OpNode node)
    {
        (OnnxValue input, long[] block, long[] before, long[] after) = Read(node);
        TensorShape padded = PaddingOps.Padded(input.Shape, before, after);
        for (int axis = 1; axis <= block.Length; axis++)
        {
            if (padded[axis] % block[axis - 1] is not 0)
            {
                throw node.Invalid(
                    $"cuts axis {axis} of a tensor of shape {padded}, padded, into blocks of {block[axis - 1]}, which do not fill it");
            }
        }

        List<long> split = [];
        long[] blocks = new long[block.Length]; // where each is, in TensorFlow's order
        List<long> others = [];
        List<long> joined = [];
        foreach (int axis in Axes.Order(input.Layout, [.. Enumerable.Range(0, padded.Rank)]))
        {
            bool isBlocked = axis > 0 && axis <= block.Length;
            long length = axis is 0 ? -1 : isBlocked ? padded[axis] / block[axis - 1] : padded[axis];
            others.Add(split.Count);
            split.Add(length);
            joined.Add(length);
            if (isBlocked)
            {
                blocks[axis - 1] = split.Count;
                split.Add(block[axis - 1]);
            }
        }

        string output = Moved(node, PaddingOps.EmitZeros(node, input, input.Layout, before, after), split, [.. blocks, .. others], joined);
        long[] lengths = [.. padded.Dimensions];
        for (int axis = 1; axis <= block.Length; axis++)
        {
            lengths[axis] /= block[axis - 1];
        }

        lengths[0] = lengths[0] is UnknownDimension ? UnknownDimension : lengths[0] * Of(block).LengthFrom(0)!.Value;
        return [node.Result(output, input.Type, Of(lengths), input.Layout)];
    }

    /// <summary>
    /// BatchToSpaceND(input: T [b * blocks, spatial..., rest...], block_shape: Tblock_shape [m], crops: Tcrops [m,2]) -> output: T
    /// [b, spatial * block - crops..., rest...]
    /// </summary>
    public static OnnxValue[] BatchToSpaceND(OpNode node)
    {
        (OnnxValue input, long[] block, long[] before, long[] after) = Read(node);
        TensorShape shape = input.Shape;
        List<long> split = [.. block, -1];
        List<long> order = [block.Length];
        List<long> joined = [-1];
        foreach (int axis in Axes.Order(input.Layout, [.. Enumerable.Range(0, shape.Rank)]).Skip(1))
        {
            order.Add(split.Count);
            split.Add(shape[axis]);
            bool isBlocked = axis <= block.Length;
            joined.Add(isBlocked ? shape[axis] * block[axis - 1] : shape[axis]);
            if (isBlocked)
            {
                order.Add(axis - 1);
            }
        }

        string output = Moved(node, input.In(input.Layout), split, order, joined);
        long blocks = Of(block).LengthFrom(0)!.Value;
        long[] lengths = [.. shape.Dimensions];
        if (lengths[0] is not UnknownDimension && lengths[0] % blocks is not 0)
        {
            throw node.Invalid($"takes {blocks} blocks from the batch of a tensor of shape {shape}");
        }

        lengths[0] = lengths[0] is UnknownDimension ? UnknownDimension : lengths[0] / blocks;
        for (int axis = 1; axis <= block.Length; axis++)
        {
            lengths[axis] = (lengths[axis] * block[axis - 1]) - before[axis] - after[axis];
            if (lengths[axis] < 0)
            {
                throw node.Invalid($"crops {before[axis] + after[axis]} elements from axis {axis}, which has fewer");
            }
        }

        if (before.Concat(after).Any(crop => crop > 0))
        {
            long[] ends = [.. Enumerable.Range(0, shape.Rank).Select(axis => axis is 0 ? long.MaxValue : before[axis] + lengths[axis])];
            output = node.Emit(
                "Slice", [output, node.EmitIndices(Axes.Order(input.Layout, before)), node.EmitIndices(Axes.Order(input.Layout, ends))]);
        }

        return [node.Result(output, input.Type, Of(lengths), input.Layout)];
    }

    private static string Moved(OpNode node, string value, List<long> split, List<long> order, List<long> joined)
    {
        string parts = node.Emit("Reshape", [value, node.EmitIndices([.. split])]);
        string moved = node.Emit("Transpose", [parts], OnnxAttribute.Of("perm", [.. order]));
        return node.Emit("Reshape", [moved, node.EmitIndices([.. joined])]);
    }

    /// <summary>The input, the block's lengths, and the elements that are added or cut before and after each axis of the input.</summary>
    private static (OnnxValue Input, long[] Block, long[] Before, long[] After) Read(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        long[] block = node.IndexInput(1);
        long[] margins = node.IndexInput(2, block.Length * 2); // before and after, per axis of the block
        TensorShape shape = input.Shape;
        if (!shape.HasRank || block.Length is 0 || shape.Rank <= block.Length || shape.LengthFrom(1) is null or 0)
        {
            throw node.Invalid(
                $"moves {block.Length} axes of a tensor of shape {shape} to the batch or back; all but the batch must be known");
        }

        if (block.Any(length => length is < 1 or > short.MaxValue)
            || Of(block).LengthFrom(0) is not <= int.MaxValue
            || margins.Any(margin => margin is < 0 or > int.MaxValue))
        {
            throw node.Invalid(
                $"has blocks of [{string.Join(", ", block)}] and margins of [{string.Join(", ", margins)}], which must be positive");
        }

        long[] before = new long[shape.Rank];
        long[] after = new long[shape.Rank];
        for (int i = 0; i < block.Length; i++)
        {
            (before[i + 1], after[i + 1]) = (margins[2 * i], margins[(2 * i) + 1]);
        }

        return (input, block, before, after);
    }
}
