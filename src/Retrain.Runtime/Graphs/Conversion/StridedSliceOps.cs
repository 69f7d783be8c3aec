using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>StridedSlice: Python's x[1:-1, ..., ::2, newaxis, 0] (ValidateStridedSliceOp of strided_slice_op.cc).</summary>
internal static class StridedSliceOps
{
    /// <summary>
    /// StridedSlice(input: T, begin: Index [n], end: Index [n], strides: Index [n], begin_mask, end_mask, ellipsis_mask, new_axis_mask,
    /// shrink_axis_mask) -> output: T. Bit i of a mask is about entry i: its begin or end is not given, it stands for all axes that the
    /// others leave, for a new axis of length 1, or for one element, whose axis is removed.
    /// </summary>
    public static OnnxValue[] StridedSlice(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        if (!input.Shape.HasRank)
        {
            throw node.Invalid("cuts from a tensor whose number of dimensions is not known");
        }

        Range[] ranges = Ranges(node, input.Shape, out List<int> newAxes);
        HashSet<int> removed = [.. ranges.Where(range => range.IsRemoved).Select(range => range.Axis)];
        long[] kept = [.. ranges.Where(range => !range.IsRemoved).Select(range => range.Length)];
        if (input.Dimensions is { IsScalar: false } vector && ranges is [{ Length: not UnknownDimension } only] && newAxes.Count is 0)
        {
            ShapeVector part = new(vector.Type, [.. only.Indices.Select(index => vector.Elements[index])], only.IsRemoved);
            return [node.Result(part, () => Cut(node, input, ranges, removed, kept, newAxes))];
        }

        return [Cut(node, input, ranges, removed, kept, newAxes)];
    }

    private static OnnxValue Cut(OpNode node, OnnxValue input, Range[] ranges, HashSet<int> removed, long[] kept, List<int> newAxes)
    {
        bool changesAxes = removed.Count > 0 || newAxes.Count > 0;
        Layout layout = changesAxes ? Axes.ReadToRemove(input, removed) : input.Layout;
        Range[] cuts = [.. ranges.Where(range => !range.IsWhole)];
        string output = cuts.Length is 0 ? input.In(layout) : node.Emit(
            "Slice",
            [
                input.In(layout),
                node.EmitIndices([.. cuts.Select(range => range.Begin)]),
                node.EmitIndices([.. cuts.Select(range => range.End)]),
                node.EmitIndices([.. cuts.Select(range => (long)Axes.In(layout, range.Axis))]),
                node.EmitIndices([.. cuts.Select(range => range.Stride)]),
            ]);
        if (removed.Count > 0)
        {
            output = node.Emit("Squeeze", [output, node.EmitIndices(Axes.In(layout, removed))]);
        }

        List<long> lengths = [.. kept];
        foreach (int axis in newAxes)
        {
            lengths.Insert(axis, 1);
        }

        if (newAxes.Count > 0)
        {
            output = node.Emit("Unsqueeze", [output, node.EmitIndices([.. newAxes.Select(axis => (long)axis)])]);
        }

        return node.Result(output, input.Type, Of([.. lengths]), changesAxes ? Layout.AsWritten : layout);
    }

    /// <summary>The range of each axis, with the ellipsis written out.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The shape of its input.</param>
    /// <param name="newAxes">The places in the output where axes are added, ascending.</param>
    private static Range[] Ranges(OpNode node, TensorShape shape, out List<int> newAxes)
    {
        long[] begin = node.IndexInput(1);
        long[] end = node.IndexInput(2, begin.Length);
        long[] strides = node.IndexInput(3, begin.Length);
        Mask begins = new(node, "begin_mask");
        Mask ends = new(node, "end_mask");
        Mask ellipses = new(node, "ellipsis_mask");
        Mask added = new(node, "new_axis_mask");
        Mask shrunk = new(node, "shrink_axis_mask");
        int axesNamed = Enumerable.Range(0, begin.Length).Count(i => !ellipses[i] && !added[i]);
        if (axesNamed > shape.Rank || Enumerable.Range(0, begin.Length).Count(i => ellipses[i]) > 1)
        {
            throw node.Invalid($"cuts along {axesNamed} axes of a tensor of shape {shape}, or has more than one ellipsis");
        }

        List<Range> ranges = [];
        newAxes = [];
        int outputAxis = 0;
        for (int i = 0; i < begin.Length; i++)
        {
            if (ellipses[i])
            {
                int last = ranges.Count + shape.Rank - axesNamed;
                while (ranges.Count < last)
                {
                    ranges.Add(Range.Whole(ranges.Count, shape[ranges.Count]));
                    outputAxis++;
                }
            }
            else if (added[i])
            {
                newAxes.Add(outputAxis++);
            }
            else
            {
                int axis = ranges.Count;
                Range range = shrunk[i]
                    ? Range.Element(node, axis, shape[axis], begin[i], strides[i])
                    : Range.Of(node, axis, shape[axis], begins[i] ? null : begin[i], ends[i] ? null : end[i], strides[i]);
                ranges.Add(range);
                outputAxis += range.IsRemoved ? 0 : 1;
            }
        }

        while (ranges.Count < shape.Rank)
        {
            ranges.Add(Range.Whole(ranges.Count, shape[ranges.Count]));
        }

        return [.. ranges];
    }

    private readonly struct Mask(OpNode node, string attribute)
    {
        private readonly long bits = node.Attributes.Int(attribute, ifAbsent: 0);

        public bool this[int i] => i < 63 && (bits & (1L << i)) is not 0;
    }

    /// <summary>The range of one axis. ONNX's Slice reads its begin and end, and clamps them like Python.</summary>
    private sealed record Range(int Axis, long Begin, long End, long Stride, long Length, bool IsRemoved = false)
    {
        public bool IsWhole => this is { Begin: 0, End: long.MaxValue, Stride: 1 };

        public IEnumerable<int> Indices => Enumerable.Range(0, (int)Length).Select(i => (int)(Begin + (i * Stride)));

        public static Range Whole(int axis, long length) => new(axis, 0, long.MaxValue, 1, length);

        public static Range Element(OpNode node, int axis, long length, long index, long stride)
        {
            bool isInside = length is UnknownDimension || (index >= -length && index < length);
            return !isInside || stride <= 0
                ? throw node.Invalid($"takes element {index} in steps of {stride} along axis {axis}, of length {length}")
                : length is UnknownDimension || index >= 0
                    ? new(axis, index, index is -1 ? long.MaxValue : index + 1, 1, 1, IsRemoved: true)
                    : new(axis, index + length, index + length + 1, 1, 1, IsRemoved: true);
        }

        public static Range Of(OpNode node, int axis, long length, long? begin, long? end, long stride)
        {
            if (stride is 0 or > int.MaxValue or < int.MinValue)
            {
                throw node.Invalid($"takes steps of {stride} along axis {axis}");
            }

            if (length is UnknownDimension)
            {
                long open = stride > 0 ? long.MaxValue : long.MinValue;
                return new(axis, begin ?? (stride > 0 ? 0 : long.MaxValue), end ?? open, stride, UnknownDimension);
            }

            // From here on nothing is negative but the end of a range that goes down to the first element.
            long lowest = stride > 0 ? 0 : -1;
            long highest = stride > 0 ? length : length - 1;
            long from = begin is { } first ? Inside(first) : stride > 0 ? lowest : highest;
            long to = end is { } last ? Inside(last) : stride > 0 ? highest : lowest;
            long count = Math.Max(0, (to - from + stride - Math.Sign(stride)) / stride);
            bool isWhole = stride is 1 && from is 0 && to == length;
            return isWhole ? Whole(axis, length) : new(axis, from, to < 0 ? long.MinValue : to, stride, count);

            long Inside(long index) => Math.Clamp(index < 0 ? index + length : index, lowest, highest);
        }
    }
}
