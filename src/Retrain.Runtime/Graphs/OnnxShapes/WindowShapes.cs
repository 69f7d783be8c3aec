using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>Convolutions and pools, whose windows move over an image.</summary>
internal static class WindowShapes
{
    /// <summary>Conv(X [batch, from, ...], W [to, from / group, ...]); an integer one has scales between.</summary>
    public static TensorShape[] Convolution(ShapedNode node)
    {
        TensorShape input = node.Shape(0);
        TensorShape weights = node.Shape(node.Op is "QLinearConv" ? 3 : 1);
        if (!HaveRanks(node, input, weights))
        {
            return [];
        }

        long groups = node.Int("group", 1);
        if (weights[0] % groups is not 0 || Differ(input[1], weights[1], groups))
        {
            throw node.BadAttribute("group", $"is {groups}, but the image has the shape {input} and the weights {weights}");
        }

        long[] kernel = Kernel(node, weights);
        return [Of([input[0], weights[0], .. Moved(node, input, kernel)])];
    }

    /// <summary>ConvTranspose(X [batch, from, ...], W [from, to / group, ...])</summary>
    public static TensorShape[] Transposed(ShapedNode node)
    {
        (TensorShape input, TensorShape weights) = (node.Shape(0), node.Shape(1));
        if (!HaveRanks(node, input, weights))
        {
            return [];
        }

        long groups = node.Int("group", 1);
        if (Differ(input[1], weights[0], 1) || (weights[0] is not UnknownDimension && weights[0] % groups is not 0))
        {
            throw node.BadAttribute("group", $"is {groups}, but the image has the shape {input} and the weights {weights}");
        }

        long[] kernel = Kernel(node, weights);
        int axes = kernel.Length;
        long[] strides = PerAxis(node, "strides", axes, 1);
        long[] dilations = PerAxis(node, "dilations", axes, 1);
        long[] added = PerAxis(node, "output_padding", axes, 0);
        long[] pads = PerAxis(node, "pads", 2 * axes, 0);

        // The shape may be given with batch and channels or without.
        long[]? wanted = node.Ints("output_shape") is { Length: > 0 } given ? given : null;
        long[] sizes = [.. Enumerable.Range(0, axes).Select(axis =>
            wanted is not null ? wanted[^(axes - axis)]
            : input[axis + 2] is UnknownDimension ? UnknownDimension
            : node.Text("auto_pad", "NOTSET").StartsWith("SAME", StringComparison.Ordinal) ? input[axis + 2] * strides[axis]
            : ((input[axis + 2] - 1) * strides[axis]) + added[axis] + Reach(kernel[axis], dilations[axis])
                - pads[axis] - pads[axis + axes])];
        return sizes.Any(size => size is not UnknownDimension and < 1)
            ? throw node.BadAttribute("pads", $"is [{string.Join(", ", pads)}], more than the whole result")
            : [Of([input[0], weights[1] is UnknownDimension ? weights[1] : weights[1] * groups, .. sizes])];
    }

    /// <summary>MaxPool(X [batch, channels, ...]) and the like.</summary>
    public static TensorShape[] Pool(ShapedNode node)
    {
        TensorShape input = node.Shape(0);
        if (!input.HasRank || node.Int("channels_last", 0) is not 0)
        {
            return [];
        }

        long[] kernel = node.Ints("kernel_shape") ?? [];
        if (input.Rank < 3 || kernel.Length != input.Rank - 2)
        {
            throw node.BadAttribute("kernel_shape", $"is [{string.Join(", ", kernel)}], but the image has the shape {input}");
        }

        long[] pads = PerAxis(node, "pads", 2 * kernel.Length, 0);
        long[] dilations = PerAxis(node, "dilations", kernel.Length, 1);
        if (pads.Where((pad, i) => pad >= Reach(kernel[i % kernel.Length], dilations[i % kernel.Length])).Any())
        {
            throw node.BadAttribute("pads", $"is [{string.Join(", ", pads)}], as much as the kernel of [{string.Join(", ", kernel)}]");
        }

        TensorShape pooled = Of([input[0], input[1], .. Moved(node, input, kernel)]);
        return [pooled, pooled];
    }

    public static TensorShape[] GlobalPool(ShapedNode node) => node.Shape(0) is { HasRank: true, Rank: > 2 } input
        ? [Of([input[0], input[1], .. Enumerable.Repeat(1L, input.Rank - 2)])]
        : [];

    private static bool HaveRanks(ShapedNode node, TensorShape input, TensorShape weights) =>
        input.HasRank && weights.HasRank && (input.Rank == weights.Rank && input.Rank > 2
            ? true
            : throw node.BadInputs($"convolves a tensor of shape {input} with weights of shape {weights}"));

    private static bool Differ(long channels, long weights, long groups) =>
        channels is not UnknownDimension && weights is not UnknownDimension && channels != weights * groups;

    private static long[] Kernel(ShapedNode node, TensorShape weights)
    {
        long[] kernel = weights.Dimensions[2..].ToArray();
        return kernel.All(length => length > 0) && (node.Ints("kernel_shape") is not { } written || written.SequenceEqual(kernel))
            ? kernel
            : throw node.BadAttribute("kernel_shape", $"does not fit weights of shape {weights}");
    }

    private static long[] PerAxis(ShapedNode node, string attribute, int count, long ifAbsent)
    {
        long[] values = node.Ints(attribute) ?? [.. Enumerable.Repeat(ifAbsent, count)];
        return values.Length == count
            ? values
            : throw node.BadAttribute(attribute, $"is [{string.Join(", ", values.Take(16))}], not {count} numbers");
    }

    private static long Reach(long kernel, long dilation) => ((kernel - 1) * dilation) + 1;

    private static long[] Moved(ShapedNode node, TensorShape input, long[] kernel)
    {
        int axes = kernel.Length;
        long[] strides = PerAxis(node, "strides", axes, 1);
        long[] dilations = PerAxis(node, "dilations", axes, 1);
        long[] pads = PerAxis(node, "pads", 2 * axes, 0);
        string padding = node.Text("auto_pad", "NOTSET");
        bool isSame = padding.StartsWith("SAME", StringComparison.Ordinal);
        bool roundsUp = node.Int("ceil_mode", 0) is not 0;
        return [.. Enumerable.Range(0, axes).Select(Length)];

        long Length(int axis)
        {
            long length = input[axis + 2];
            if (length is UnknownDimension)
            {
                return length;
            }

            long stride = strides[axis];
            if (isSame)
            {
                return (length + stride - 1) / stride;
            }

            long before = padding is "VALID" ? 0 : pads[axis];
            long after = padding is "VALID" ? 0 : pads[axis + axes];
            long free = length + before + after - Reach(kernel[axis], dilations[axis]);
            if (free < 0)
            {
                throw node.BadInputs($"moves a window of [{string.Join(", ", kernel)}] over {input}, which is smaller");
            }

            // The last window must begin in the image or the padding before it.
            long windows = (roundsUp ? (free + stride - 1) / stride : free / stride) + 1;
            return roundsUp && (windows - 1) * stride >= length + before ? windows - 1 : windows;
        }
    }
}
