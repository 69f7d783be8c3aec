using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>
/// Computes the elements of small tensors, which networks make sizes of: Shape, Gather, Concat, and then Reshape or Expand. Elements that
/// depend on the image are not known.
/// </summary>
internal static class SizeValues
{
    /// <summary>No tensor of sizes is longer: TensorShape::MaxDimensions of TensorFlow.</summary>
    private const int MaximumLength = 254;

    /// <summary>The elements of a constant; <see langword="null"/> where it does not hold sizes or scales.</summary>
    public static IReadOnlyList<double?>? Of(TensorProto tensor)
    {
        if (tensor.Dims.Aggregate((Int128)1, (product, length) => product * length) > MaximumLength || tensor.Dims.Count > 2)
        {
            return null;
        }

        ByteString raw = tensor.RawData;
        return (DataType)tensor.DataType switch
        {
            DataType.Int64 => [.. raw.IsEmpty ? tensor.Int64Data.Select(Known) : Read<long>(raw).Select(Known)],
            DataType.Int32 => [.. raw.IsEmpty ? tensor.Int32Data.Select(Known) : Read<int>(raw).Select(Known)],
            DataType.Float => [.. raw.IsEmpty ? tensor.FloatData.Select(Known) : Read<float>(raw).Select(Known)],
            DataType.Bool or DataType.Uint8 => [.. raw.IsEmpty ? tensor.Int32Data.Select(Known) : Read<byte>(raw).Select(Known)],
            _ => null,
        };
    }

    /// <summary>The elements of the first output of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The shape of the output.</param>
    /// <param name="type">The type of the output's elements.</param>
    public static IReadOnlyList<double?>? Of(ShapedNode node, TensorShape shape, DataType type)
    {
        if (node.Op is "Constant")
        {
            return Constant(node);
        }

        IReadOnlyList<double?>? values =
            shape.LengthFrom(0) is <= MaximumLength and long length ? Computed(node, shape, (int)length) : null;
        return values is null || type is DataType.Float or DataType.Double ? values : [.. values.Select(Whole)];
    }

    private static IReadOnlyList<double?>? Computed(ShapedNode node, TensorShape shape, int length) => node.Op switch
    {
        "Shape" when node.Shape(0).HasRank => [.. node.Shape(0).Dimensions.ToArray().Select(Dimension)],
        "Size" => [node.Shape(0).LengthFrom(0)],
        "Identity" or "Cast" or "Squeeze" or "Unsqueeze" or "Reshape" or "Flatten" => node.Input(0)?.Values,
        "Concat" when shape.Rank is 1 => Joined(node),
        "Gather" when node.Shape(0) is { HasRank: true, Rank: 1 } && node.Numbers(1) is { } indices =>
            [.. indices.Select(index => At(node.Input(0)!.Values, index))],
        "Slice" when shape.Rank is 1 && node.Numbers("starts", 1) is [long start] => Cut(node, start, length),
        "ConstantOfShape" => [.. Enumerable.Repeat(Filling(node), length)],
        "Expand" when node.Input(0)?.Values is [double only] => [.. Enumerable.Repeat<double?>(only, length)],
        "Range" when node.Scales(0) is [double start] && node.Scales(2) is [double step] =>
            [.. Enumerable.Range(0, length).Select(i => (double?)(start + (i * step)))],
        "ReduceProd" when length is 1 && node.Scales(0) is { } factors => [factors.Aggregate(1d, (product, factor) => product * factor)],
        "Where" => Each(node, length, (condition, yes, no) => condition is null ? null : condition is not 0 ? yes : no),
        "Neg" => Each(node, length, (value, _, _) => -value),
        "Floor" => Each(node, length, (value, _, _) => value is double known ? Math.Floor(known) : null),
        "Ceil" => Each(node, length, (value, _, _) => value is double known ? Math.Ceiling(known) : null),
        "Not" => Each(node, length, (value, _, _) => value is double known ? (known is 0 ? 1 : 0) : null),
        "Add" => Each(node, length, (x, y, _) => x + y),
        "Sub" => Each(node, length, (x, y, _) => x - y),
        "Mul" => Each(node, length, (x, y, _) => x * y),
        "Div" => Each(node, length, (x, y, _) => y is 0 ? null : x / y),
        "Mod" => Each(node, length, (x, y, _) => y is 0 ? null : x - (y * Floor(x / y))),
        "Max" => Each(node, length, (x, y, _) => x is double a && y is double b ? Math.Max(a, b) : null),
        "Min" => Each(node, length, (x, y, _) => x is double a && y is double b ? Math.Min(a, b) : null),
        "Equal" => Each(node, length, (x, y, _) => Truth(x, y, x == y)),
        "Greater" => Each(node, length, (x, y, _) => Truth(x, y, x > y)),
        "Less" => Each(node, length, (x, y, _) => Truth(x, y, x < y)),
        _ => null,
    };

    private static double? Filling(ShapedNode node) =>
        node.Attribute("value")?.T is not { } value ? 0 : Of(value) is [double only, ..] ? only : null;

    private static double? Floor(double? value) => value is double known ? Math.Floor(known) : null;

    private static IReadOnlyList<double?>? Constant(ShapedNode node) =>
        node.Attribute("value")?.T is { } tensor ? Of(tensor)
        : node.Attribute("value_int") is { } number ? [number.I]
        : node.Attribute("value_float") is { } real ? [real.F]
        : node.Attribute("value_ints") is { Ints.Count: <= MaximumLength } ints ? [.. ints.Ints.Select(Known)]
        : node.Attribute("value_floats") is { Floats.Count: <= MaximumLength } floats ? [.. floats.Floats.Select(Known)]
        : null;

    private static IReadOnlyList<double?>? Joined(ShapedNode node) =>
        node.Inputs.All(part => part?.Values is not null) ? [.. node.Inputs.SelectMany(part => part!.Values!)] : null;

    private static IReadOnlyList<double?>? Cut(ShapedNode node, long start, int length)
    {
        long step = node.Numbers(4) is [long given] ? given : 1;
        int all = node.Input(0)?.Values?.Count ?? 0;
        long first = Math.Clamp(start < 0 ? start + all : start, 0, Math.Max(all - 1, 0));
        return node.Input(0)?.Values is { } values ? [.. Enumerable.Range(0, length).Select(i => At(values, first + (i * step)))] : null;
    }

    private static double? At(IReadOnlyList<double?>? values, long index)
    {
        long place = index < 0 ? index + (values?.Count ?? 0) : index;
        return values is not null && place >= 0 && place < values.Count ? values[(int)place] : null;
    }

    /// <summary>Computes each element from those of up to three inputs, of which one with a single element counts for all.</summary>
    private static IReadOnlyList<double?>? Each(ShapedNode node, int length, Func<double?, double?, double?, double?> compute)
    {
        return node.Inputs.All(input => input?.Values is { } values && (values.Count == length || values.Count is 1))
            ? [.. Enumerable.Range(0, length).Select(i => compute(Value(0, i), Value(1, i), Value(2, i)))]
            : null;

        double? Value(int input, int i) => node.Input(input)?.Values is { } values ? values[values.Count is 1 ? 0 : i] : null;
    }

    private static double? Truth(double? x, double? y, bool isTrue) => x is null || y is null ? null : isTrue ? 1 : 0;

    private static double? Dimension(long length) => length is TensorShape.UnknownDimension ? null : length;

    private static double? Whole(double? value) => value is double known ? Math.Truncate(known) : null;

    private static double? Known(long value) => value;

    private static double? Known(int value) => value;

    private static double? Known(float value) => value;

    private static double? Known(byte value) => value;

    private static T[] Read<T>(ByteString raw)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(raw.Span).ToArray();
}
