using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>Ops whose result may have any size, which another tensor or an attribute says.</summary>
internal static class SizeShapes
{
    private const long InferredSize = -1; // what the others leave of the elements
    private const long UnknownSize = long.MinValue;

    /// <summary>
    /// The ops that may give more elements than they read. Two of the same size joined or multiplied are twice or many times as large, and
    /// so are the next two.
    /// </summary>
    public static bool Grows(string op) =>
        op is "Expand" or "Tile" or "Pad" or "Resize" or "Upsample" or "ConstantOfShape" or "Range" or "OneHot"
            or "Gather" or "GatherND" or "GridSample" or "NonZero" or "Compress" or "Unique" or "NonMaxSuppression"
            or "Concat" or "QLinearConcat" or "Einsum" or "MatMul" or "MatMulInteger" or "FusedMatMul" or "TransposeMatMul";

    public static TensorShape[] Reshape(ShapedNode node)
    {
        TensorShape input = node.Shape(0);
        if (node.Input(1)?.Values is not { } described)
        {
            return [];
        }

        bool copiesZeros = node.Int("allowzero", 0) is 0;
        long[] values = [.. described.Select(value => value is double known ? (long)known : UnknownSize)];
        if (values.Any(value => value < InferredSize && value != UnknownSize) || values.Count(value => value == InferredSize) > 1)
        {
            throw node.BadInputs($"gives a tensor of shape {input} the shape [{string.Join(", ", values.Take(16))}]");
        }

        long[] dimensions = [.. values.Select((value, axis) =>
            value < 0 ? UnknownDimension
            : value is not 0 || !copiesZeros ? value
            : !input.HasRank ? UnknownDimension
            : axis < input.Rank ? input[axis]
            : throw node.BadInputs($"copies axis {axis} of a tensor of shape {input}, which has fewer"))];
        int inferred = Array.IndexOf(values, InferredSize);
        if (inferred < 0 || input.LengthFrom(0) is not long length || dimensions.Count(dimension => dimension is UnknownDimension) > 1)
        {
            return [Of(dimensions)];
        }

        dimensions[inferred] = 1;
        long? others = Of(dimensions).LengthFrom(0);
        dimensions[inferred] = others is > 0 && length % others is 0
            ? length / others.Value
            : throw node.BadInputs($"cannot give a tensor of shape {input} the shape [{string.Join(", ", values)}]");
        return [Of(dimensions)];
    }

    public static TensorShape[] Expand(ShapedNode node) => [AxisShapes.Broadcast([node.Shape(0), Described(node, 1)])];

    public static TensorShape[] Tile(ShapedNode node) =>
        node.Shape(0) is { HasRank: true } shape && Sizes(node, 1, shape.Rank) is { } repeats
            ? [Of([.. repeats.Select((count, axis) => Times(shape[axis], count))])]
            : [];

    /// <summary>Pad(data, pads, constant_value, axes); up to opset 10 pads are an attribute. Negative ones cut off.</summary>
    public static TensorShape[] Pad(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank || node.Numbers("pads", 1) is not { } pads || (node.Input(3) is not null && node.Numbers(3) is null))
        {
            return [];
        }

        long[] axes = node.Numbers(3) ?? [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        if (pads.Length != 2 * axes.Length || pads.Any(pad => pad is < -int.MaxValue or > int.MaxValue))
        {
            throw Misfit();
        }

        _ = node.Axes(axes, shape.Rank);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Axis(axes[i], shape.Rank);
            if (shape[axis] is UnknownDimension)
            {
                continue;
            }

            long added = pads[i] + pads[i + axes.Length];
            bool mirrors = node.Text("mode", "constant") is not "constant";
            long most = mirrors ? Math.Max(shape[axis], 1) : int.MaxValue;
            if (shape[axis] + added < 0 || pads[i] > most || pads[i + axes.Length] > most)
            {
                throw Misfit();
            }

            shape = shape.With(axis, shape[axis] + added);
        }

        return [shape];

        RetrainException Misfit() =>
            node.BadAttribute("pads", $"is [{string.Join(", ", pads.Take(16))}], which does not fit a tensor of shape {shape}");
    }

    /// <summary>
    /// Resize(X, roi, scales, sizes), in opset 10 (X, scales) like Upsample, whose scales are an attribute up to opset 8.
    /// </summary>
    public static TensorShape[] Resize(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank)
        {
            return [];
        }

        bool isLater = node.Op is "Resize" && node.Opset > 10;
        long[] axes = node.Ints("axes") ?? [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        int[] resized = [.. axes.Select(axis => node.Axis(axis, shape.Rank, "axes"))];
        if (isLater && node.Input(3) is { } given && given.Shape.LengthFrom(0) is not 0)
        {
            return Sizes(node, 3, resized.Length) is { } sizes ? [With(sizes)] : [];
        }

        double[]? scales = node.Attribute("scales") is { } attribute
            ? [.. attribute.Floats.Select(scale => (double)scale)]
            : node.Scales(isLater ? 2 : 1);
        if (scales is null)
        {
            return [];
        }

        return scales.Length == resized.Length && scales.All(scale => double.IsFinite(scale) && scale > 0 && scale <= int.MaxValue)
            ? [With([.. scales.Select((scale, i) =>
                shape[resized[i]] is UnknownDimension ? UnknownDimension : (long)Math.Floor(shape[resized[i]] * scale))])]
            : throw node.BadAttribute("scales", $"is [{string.Join(", ", scales.Take(16))}], not a positive number for each axis");

        TensorShape With(long[] sizes)
        {
            TensorShape result = shape;
            for (int i = 0; i < sizes.Length; i++)
            {
                result = result.With(resized[i], sizes[i]);
            }

            return result;
        }
    }

    public static TensorShape[] ConstantOfShape(ShapedNode node) => [Described(node, 0)];

    /// <summary>Range(start, limit, delta)</summary>
    public static TensorShape[] Range(ShapedNode node)
    {
        if (node.Scales(0) is not [double start] || node.Scales(1) is not [double limit] || node.Scales(2) is not [double step])
        {
            return [];
        }

        double count = Math.Ceiling((limit - start) / step);
        return double.IsFinite(count) ? [Of((long)Math.Max(count, 0))] : throw node.BadInputs($"counts from {start} to {limit} by {step}");
    }

    /// <summary>OneHot(indices, depth, values)</summary>
    public static TensorShape[] OneHot(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank || node.Numbers(1) is not [long depth])
        {
            return [];
        }

        List<long> dimensions = [.. shape.Dimensions];
        int axis = node.Axis(node.Int("axis", -1), shape.Rank + 1);
        dimensions.Insert(axis, depth > 0 ? depth : throw node.BadInputs($"has a depth of {depth}"));
        return [Of([.. dimensions])];
    }

    /// <summary>DepthToSpace and SpaceToDepth.</summary>
    public static TensorShape[] Blocks(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        long side = node.Int("blocksize", 0);
        if (shape is not { HasRank: true, Rank: 4 })
        {
            return [];
        }

        bool toSpace = node.Op is "DepthToSpace";
        long least = toSpace ? side * side : side; // of the axes that are divided
        if (side is < 1 or > ushort.MaxValue
            || (toSpace ? Remains(shape[1], least) : Remains(shape[2], least) || Remains(shape[3], least)))
        {
            throw node.BadAttribute("blocksize", $"is {side}, which does not divide a tensor of shape {shape}");
        }

        return toSpace
            ? [Of(shape[0], Divided(shape[1], least), Times(shape[2], side), Times(shape[3], side))]
            : [Of(shape[0], Times(shape[1], side * side), Divided(shape[2], side), Divided(shape[3], side))];
    }

    private static bool Remains(long length, long divisor) => length is not UnknownDimension && length % divisor is not 0;

    private static long Divided(long length, long divisor) => length is UnknownDimension ? length : length / divisor;

    // At most that of int, twice: no product of a few of them overflows.
    private static long Times(long length, long count) =>
        length is UnknownDimension ? length : (long)Int128.Min((Int128)length * count, long.MaxValue);

    private static TensorShape Described(ShapedNode node, int input)
    {
        if (node.Input(input)?.Values is not { } values)
        {
            return Unknown;
        }

        return values.Any(value => value < -1)
            ? throw node.BadInputs("reads a negative size")
            : Of([.. values.Select(value => value is double known ? (long)known : UnknownDimension)]);
    }

    private static long[]? Sizes(ShapedNode node, int input, int count) => node.Numbers(input) is not { } sizes ? null
        : sizes.Length == count && sizes.All(size => size >= 0) ? sizes
        : throw node.BadInputs($"reads the sizes [{string.Join(", ", sizes.Take(16))}] where {count} numbers from 0 on are needed");
}
