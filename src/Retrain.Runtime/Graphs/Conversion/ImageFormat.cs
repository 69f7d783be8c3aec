using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// The meaning of a TensorFlow tensor's axes, by its op's data_format, and the layout that ONNX, always channels first, needs.
/// </summary>
internal sealed record ImageFormat(int Height, int Width, int Channels, Layout Layout)
{
    private static readonly ImageFormat ChannelsLast = new(Height: 1, Width: 2, Channels: 3, Layout.ChannelsFirst);
    private static readonly ImageFormat ChannelsSecond = new(Height: 2, Width: 3, Channels: 1, Layout.AsWritten);

    public static ImageFormat Of(OpNode node) =>
        node.Attributes.Choice("data_format", ["NHWC", "NCHW"], ifAbsent: "NHWC") is "NCHW" ? ChannelsSecond : ChannelsLast;

    /// <summary>The height and width of a list with an entry per axis, such as strides; batch and channels must be 1 there.</summary>
    public (long Height, long Width) Spatial(NodeAttributes attributes, string name, long[] values)
    {
        if (values.Length is not 4)
        {
            throw attributes.Invalid(name, $"has {values.Length} values, not 4");
        }

        return values[0] is not 1 || values[Channels] is not 1 || values.Any(value => value is < 1 or > int.MaxValue)
            ? throw attributes.Invalid(name, $"is [{string.Join(", ", values)}]; it must be positive, and 1 for batch and channels")
            : (values[Height], values[Width]);
    }

    public TensorShape Shape(long batch, long height, long width, long channels) =>
        TensorShape.Of(batch, channels, channels, channels).With(Height, height).With(Width, width);
}
