using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>The window of a convolution or pool that moves over an image: kernel, strides, dilations and padding of one node.</summary>
internal sealed class SlidingWindow
{
    private static readonly long[] Ones = [1, 1, 1, 1];

    private readonly Axis vertical;
    private readonly Axis horizontal;

    /// <param name="node">The node with strides, padding and, for a convolution, dilations.</param>
    /// <param name="format">The node's data_format.</param>
    /// <param name="input">The image's shape.</param>
    /// <param name="kernel">The height and width of the kernel, which are known.</param>
    public SlidingWindow(OpNode node, ImageFormat format, TensorShape input, (long Height, long Width) kernel)
    {
        NodeAttributes attributes = node.Attributes;
        (long Height, long Width) strides = format.Spatial(attributes, "strides", attributes.Ints("strides"));
        (long Height, long Width) dilations = format.Spatial(attributes, "dilations", attributes.Ints("dilations", ifAbsent: Ones));
        string padding = attributes.Choice("padding", ["SAME", "VALID", "EXPLICIT"]);
        long[] pads = padding is "EXPLICIT" ? ExplicitPadding(attributes) : new long[8];
        vertical = new(input[format.Height], kernel.Height, strides.Height, dilations.Height, Pads(format.Height));
        horizontal = new(input[format.Width], kernel.Width, strides.Width, dilations.Width, Pads(format.Width));
        if (vertical.Output is not UnknownDimension and < 1 || horizontal.Output is not UnknownDimension and < 1)
        {
            throw node.Invalid($"moves a window of {kernel.Height} x {kernel.Width} over {input}, which is smaller");
        }

        (long Before, long After)? Pads(int axis) => padding is "SAME" ? null : (pads[axis * 2], pads[(axis * 2) + 1]);
    }

    public long OutputHeight => vertical.Output;

    public long OutputWidth => horizontal.Output;

    /// <summary>The attribute for convolutions; ONNX's AveragePool has none.</summary>
    public AttributeProto Dilations => OnnxAttribute.Of("dilations", vertical.Dilation, horizontal.Dilation);

    public IEnumerable<AttributeProto> Attributes =>
    [
        OnnxAttribute.Of("kernel_shape", vertical.Kernel, horizontal.Kernel),
        OnnxAttribute.Of("strides", vertical.Stride, horizontal.Stride),
        vertical.HasKnownPadding && horizontal.HasKnownPadding
            ? OnnxAttribute.Of("pads", vertical.Before, horizontal.Before, vertical.After, horizontal.After)
            : OnnxAttribute.Of("auto_pad", "SAME_UPPER"),
    ];

    private static long[] ExplicitPadding(NodeAttributes attributes)
    {
        long[] pads = attributes.Ints("explicit_paddings"); // before and after, per axis
        return pads.Length is 8 && pads.All(pad => pad is >= 0 and <= int.MaxValue)
            ? pads
            : throw attributes.Invalid("explicit_paddings", $"is [{string.Join(", ", pads)}], not 8 numbers from 0 on");
    }

    private sealed class Axis
    {
        // Without pads the image is padded so that its size stays the same, divided by the stride.
        public Axis(long length, long kernel, long stride, long dilation, (long Before, long After)? pads)
        {
            (Kernel, Stride, Dilation) = (kernel, stride, dilation);
            bool isKnown = length is not UnknownDimension;
            HasKnownPadding = isKnown || pads is not null;
            long reach = ((kernel - 1) * dilation) + 1;
            if (pads is null && isKnown)
            {
                // GetWindowedOutputSize: where the padding is odd, the greater half comes after.
                Output = (length + stride - 1) / stride;
                long total = Math.Max(((Output - 1) * stride) + reach - length, 0);
                (Before, After) = (total / 2, total - (total / 2));
            }
            else
            {
                (Before, After) = pads ?? (0, 0);
                long free = length + Before + After - reach;
                Output = !isKnown ? UnknownDimension : free < 0 ? 0 : (free / stride) + 1;
            }
        }

        public long Kernel { get; }

        public long Stride { get; }

        public long Dilation { get; }

        public long Before { get; }

        public long After { get; }

        public bool HasKnownPadding { get; }

        public long Output { get; }
    }
}
