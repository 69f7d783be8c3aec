namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Numbers of dimensions.</summary>
internal static class Axes
{
    /// <summary>Counts a negative axis from the end.</summary>
    public static int Normalize(OpNode node, long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw node.Invalid($"names axis {axis} of a tensor of {rank} dimensions");

    /// <summary>Where an axis of [batch, height, width, channels] is in [batch, channels, height, width].</summary>
    public static int ChannelsFirst(int axis) => axis switch
    {
        0 => 0,
        3 => 1,
        _ => axis + 1,
    };
}
