namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Brings the numbers of dimensions to the order of a layout.</summary>
internal static class Axes
{
    /// <summary>Counts a negative axis from the end.</summary>
    public static int Normalize(OpNode node, long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw node.Invalid($"names axis {axis} of a tensor of {rank} dimensions");

    /// <summary>Counts negative axes from the end; each may be named once.</summary>
    public static HashSet<int> Normalize(OpNode node, IReadOnlyCollection<long> axes, int rank)
    {
        HashSet<int> normalized = [.. axes.Select(axis => Normalize(node, axis, rank))];
        return normalized.Count == axes.Count ? normalized : throw node.Invalid($"names an axis twice in [{string.Join(", ", axes)}]");
    }

    /// <summary>The place of an axis of [batch, height, width, channels] in a layout, such as [batch, channels, height, width].</summary>
    public static int In(Layout layout, int axis) => layout is Layout.AsWritten || axis is 0 ? axis : axis is 3 ? 1 : axis + 1;

    /// <summary>The places of TensorFlow axes in a layout, ascending.</summary>
    public static long[] In(Layout layout, IEnumerable<int> axes) => [.. axes.Select(axis => (long)In(layout, axis)).Order()];

    /// <summary>Brings a list with an entry per TensorFlow axis to the order of a layout.</summary>
    public static T[] Order<T>(Layout layout, IReadOnlyList<T> perAxis) =>
        layout is Layout.AsWritten ? [.. perAxis] : [perAxis[0], perAxis[3], perAxis[1], perAxis[2]];

    /// <summary>
    /// The layout to read a tensor in when some of its axes are removed: without height and width, or without channels, both layouts leave
    /// the same order behind, so that channels first needs no transpose.
    /// </summary>
    public static Layout ReadToRemove(OnnxValue input, IReadOnlySet<int> removed) =>
        removed.Contains(3) || (removed.Contains(1) && removed.Contains(2)) ? input.Layout : Layout.AsWritten;
}
