using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>Ops that move, join, cut or remove axes, and never give more elements than they read.</summary>
internal static class AxisShapes
{
    /// <summary>An op that leaves the shape as it is, and may work along an axis.</summary>
    public static TensorShape[] Same(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        bool isPerAxis = node.Op is "QuantizeLinear" or "DequantizeLinear"; // the axis counts only if there are several scales
        if (shape is { HasRank: true, Rank: > 0 } && node.Attribute("axis") is { HasI: true } axis && !isPerAxis)
        {
            _ = node.Axis(axis.I, shape.Rank);
        }

        return [shape, shape];
    }

    /// <summary>Two or more tensors, element by element; those with fewer axes get more before their own.</summary>
    public static TensorShape Broadcast(IEnumerable<TensorShape> shapes)
    {
        long[] result = [];
        foreach (TensorShape shape in shapes)
        {
            if (!shape.HasRank)
            {
                return Unknown;
            }

            int rank = Math.Max(shape.Rank, result.Length);
            long[] joined = new long[rank];
            for (int i = 1; i <= rank; i++)
            {
                long first = i <= result.Length ? result[^i] : 1;
                long second = i <= shape.Rank ? shape[^i] : 1;
                joined[^i] = first is 1 ? second : second is 1 || first == second || second is UnknownDimension ? first : second;
            }

            result = joined;
        }

        return Of(result);
    }

    public static TensorShape[] Transpose(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank)
        {
            return [];
        }

        long[] perm = node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Rank).Reverse().Select(axis => (long)axis)];
        return perm.Order().SequenceEqual(Enumerable.Range(0, shape.Rank).Select(axis => (long)axis))
            ? [shape.Permute(Array.ConvertAll(perm, axis => (int)axis))]
            : throw node.BadAttribute(
                "perm", $"is [{string.Join(", ", perm.Take(16))}], which does not name each axis of a tensor of shape {shape} once");
    }

    public static TensorShape[] Flatten(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank)
        {
            return [];
        }

        long written = node.Int("axis", 1);
        int axis = written == shape.Rank ? shape.Rank : node.Axis(written, shape.Rank);
        return [Of(Of(shape.Dimensions[..axis]).LengthFrom(0) ?? UnknownDimension, shape.LengthFrom(axis) ?? UnknownDimension)];
    }

    public static TensorShape[] Squeeze(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank || (node.Has("axes", 1) && node.Numbers("axes", 1) is null))
        {
            return [];
        }

        HashSet<int> removed = node.Numbers("axes", 1) is { } axes
            ? node.Axes(axes, shape.Rank)
            : [.. Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] is 1)];
        return [Without(shape, removed)];
    }

    public static TensorShape[] Unsqueeze(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank || node.Numbers("axes", 1) is not { } axes)
        {
            return [];
        }

        List<long> dimensions = [.. shape.Dimensions];
        foreach (int axis in node.Axes(axes, shape.Rank + axes.Length).Order())
        {
            dimensions.Insert(axis, 1);
        }

        return [Of([.. dimensions])];
    }

    public static TensorShape[] Concat(ShapedNode node)
    {
        TensorShape[] parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(node.Shape)];
        if (parts.Length is 0 || parts.Any(part => !part.HasRank || part.Rank != parts[0].Rank) || parts[0].Rank is 0)
        {
            return [];
        }

        int axis = node.Axis(node.Int("axis", 1), parts[0].Rank);
        bool isKnown = parts.All(part => part[axis] is not UnknownDimension);
        return [parts[0].With(axis, isKnown ? parts.Sum(part => part[axis]) : UnknownDimension)];
    }

    public static TensorShape[] Split(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (shape is not { HasRank: true, Rank: > 0 })
        {
            return [];
        }

        int axis = node.Axis(node.Int("axis", 0), shape.Rank);
        if (node.Has("split", 1))
        {
            return node.Numbers("split", 1) is { } sizes
                ? sizes.All(size => size >= 0 && size <= (shape[axis] is UnknownDimension ? int.MaxValue : shape[axis]))
                    ? [.. sizes.Select(size => shape.With(axis, size))]
                    : throw node.BadAttribute("split", $"does not fit axis {axis} of a tensor of shape {shape}")
                : [];
        }

        // Where the parts are not equal, the last is smaller.
        long part = shape[axis] is UnknownDimension ? shape[axis] : (shape[axis] + node.OutputCount - 1) / Math.Max(node.OutputCount, 1);
        return [.. Enumerable.Repeat(shape.With(axis, part), node.OutputCount)];
    }

    /// <summary>Slice(data, starts, ends, axes, steps), which were attributes up to opset 9.</summary>
    public static TensorShape[] Slice(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank)
        {
            return [];
        }

        if (node.Numbers("starts", 1) is not { } starts || node.Numbers("ends", 2) is not { } ends || starts.Length != ends.Length
            || (node.Has("axes", 3) && node.Numbers("axes", 3) is null) || (node.Input(4) is not null && node.Numbers(4) is null))
        {
            return [OfRank(shape.Rank)]; // no larger than the input, which is bounded
        }

        long[] axes = node.Numbers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = node.Numbers(4) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw node.BadAttribute("steps", "has a zero, or there are not as many starts, ends, axes and steps");
        }

        _ = node.Axes(axes, shape.Rank);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Axis(axes[i], shape.Rank);
            shape = shape.With(axis, shape[axis] is UnknownDimension ? UnknownDimension : Count(shape[axis], starts[i], ends[i], steps[i]));
        }

        return [shape];
    }

    public static TensorShape[] Reduce(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (!shape.HasRank || (node.Has("axes", 1) && node.Numbers("axes", 1) is null))
        {
            return [];
        }

        long[] axes = node.Numbers("axes", 1) ?? [];
        if (axes.Length is 0 && node.Int("noop_with_empty_axes", 0) is not 0)
        {
            return [shape];
        }

        HashSet<int> reduced = axes.Length > 0 ? node.Axes(axes, shape.Rank) : [.. Enumerable.Range(0, shape.Rank)];
        return [Reduced(node, shape, reduced)];
    }

    /// <summary>ArgMax and ArgMin along one axis.</summary>
    public static TensorShape[] ArgReduce(ShapedNode node) => node.Shape(0) is { HasRank: true, Rank: > 0 } shape
        ? [Reduced(node, shape, [node.Axis(node.Int("axis", 0), shape.Rank)])]
        : [];

    public static TensorShape[] TopK(ShapedNode node)
    {
        TensorShape shape = node.Shape(0);
        if (shape is not { HasRank: true, Rank: > 0 })
        {
            return [];
        }

        int axis = node.Axis(node.Int("axis", -1), shape.Rank);
        long? count = node.Attribute("k")?.I ?? node.Numbers(1)?.FirstOrDefault();
        if (count is < 0 || (shape[axis] is not UnknownDimension && count > shape[axis]))
        {
            throw node.BadAttribute("k", $"is {count}, but axis {axis} of the tensor has the length {shape[axis]}");
        }

        TensorShape top = shape.With(axis, count ?? shape[axis]);
        return [top, top];
    }

    private static TensorShape Reduced(ShapedNode node, TensorShape shape, HashSet<int> axes) => node.Int("keepdims", 1) is 0
        ? Without(shape, axes)
        : Of([.. Enumerable.Range(0, shape.Rank).Select(axis => axes.Contains(axis) ? 1 : shape[axis])]);

    private static TensorShape Without(TensorShape shape, HashSet<int> axes) =>
        Of([.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis)).Select(axis => shape[axis])]);

    private static long Count(long length, long start, long end, long step)
    {
        Int128 Within(Int128 index, Int128 least, Int128 most) => Int128.Clamp(index < 0 ? index + length : index, least, most);
        Int128 last = step > 0 ? length : length - 1;
        Int128 from = Within(start, 0, last);
        Int128 to = Within(end, step > 0 ? 0 : -1, last);
        Int128 distance = step > 0 ? to - from : from - to;
        return distance <= 0 ? 0 : (long)((distance + Int128.Abs(step) - 1) / Int128.Abs(step));
    }
}
