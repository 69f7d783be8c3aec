using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// The value of a tensor that holds dimensions, [?, 7, 7, 1024], as far as it is known before a run. Graphs compute shapes that are
/// known (Shape, StridedSlice, Pack, Reshape to flatten an image): they are folded here, so that the lengths after them stay known.
/// </summary>
/// <param name="Type">The element type, int32 or int64.</param>
/// <param name="Elements">The elements, one for a scalar.</param>
/// <param name="IsScalar">Whether the tensor has no axis of its own.</param>
internal sealed record ShapeVector(DataType Type, IReadOnlyList<ShapeElement> Elements, bool IsScalar)
{
    /// <summary>TensorShape::MaxDimensions of TensorFlow: a longer vector holds no dimensions.</summary>
    private const int MaximumLength = 254;

    /// <summary>The dimensions of a tensor of known rank.</summary>
    public static ShapeVector OfShape(OnnxValue tensor, DataType type) => new(
        type,
        [
            .. Enumerable.Range(0, tensor.Shape.Rank).Select(axis => tensor.Shape[axis] is TensorShape.UnknownDimension
                ? new ShapeElement(null, tensor, axis)
                : new ShapeElement(tensor.Shape[axis])),
        ],
        IsScalar: false);

    /// <summary>The elements of a constant; null where it is not a scalar or vector of integers.</summary>
    public static ShapeVector? From(TensorConstant constant) =>
        constant is { Type: DataType.DtInt32 or DataType.DtInt64, Shape.Rank: 0 or 1 } && constant.Shape.LengthFrom(0) <= MaximumLength
            ? new(constant.Type, [.. constant.ToInt64s().Select(value => new ShapeElement(value))], constant.Shape.Rank is 0)
            : null;

    /// <summary>Several scalars or vectors as one vector; null where one of them holds no dimensions.</summary>
    public static ShapeVector? Join(IReadOnlyList<OnnxValue> parts, bool scalars) =>
        parts.All(part => part.Dimensions is { } dimensions && dimensions.IsScalar == scalars)
            ? new(parts[0].Type, [.. parts.SelectMany(part => part.Dimensions!.Elements)], IsScalar: false)
            : null;

    /// <summary>
    /// The result of a binary op of integers, one of which may be a scalar; null where an element is not known, or for an op that shapes
    /// are not computed with.
    /// </summary>
    public static ShapeVector? Combine(string opType, ShapeVector? x, ShapeVector? y)
    {
        if (x?.Values() is not { } first || y?.Values() is not { } second || (!x.IsScalar && !y.IsScalar && first.Length != second.Length))
        {
            return null;
        }

        Func<long, long, long>? compute = opType switch
        {
            "Add" => (a, b) => unchecked(a + b),
            "Sub" => (a, b) => unchecked(a - b),
            "Mul" => (a, b) => unchecked(a * b),
            "Max" => Math.Max,
            "Min" => Math.Min,
            "FloorDiv" when !second.Contains(0) => FloorDiv,
            _ => null,
        };
        int count = x.IsScalar ? second.Length : first.Length;
        return compute is null ? null : new(
            x.Type,
            [.. Enumerable.Range(0, count).Select(i => new ShapeElement(compute(first[x.IsScalar ? 0 : i], second[y.IsScalar ? 0 : i])))],
            x.IsScalar && y.IsScalar);
    }

    /// <summary>The result of an op of one tensor of integers; null where an element is not known, or for any other op.</summary>
    public ShapeVector? Map(string opType)
    {
        Func<long, long>? compute = opType switch
        {
            "Abs" => a => unchecked(a < 0 ? -a : a),
            "Neg" => a => unchecked(-a),
            _ => null,
        };
        return compute is not null && Values() is { } values
            ? this with { Elements = [.. values.Select(value => new ShapeElement(compute(value)))] }
            : null;
    }

    /// <summary>The product of all elements, a scalar; null where one is not known.</summary>
    public ShapeVector? Product() => Values() is { } values
        ? new(Type, [new ShapeElement(values.Aggregate(1L, (product, value) => unchecked(product * value)))], IsScalar: true)
        : null;

    /// <summary>Every element, where all are known.</summary>
    public TensorConstant? ToConstant()
    {
        if (Values() is not { } values)
        {
            return null;
        }

        TensorShape shape = IsScalar ? TensorShape.Scalar : TensorShape.Of(values.Length);
        byte[] bytes = Type is DataType.DtInt32
            ? MemoryMarshal.AsBytes<int>(Array.ConvertAll(values, value => unchecked((int)value))).ToArray()
            : MemoryMarshal.AsBytes<long>(values).ToArray();
        return new(Type, shape, bytes);
    }

    // Rounded down; the quotient of the smallest number and -1 overflows.
    private static long FloorDiv(long a, long b) => b is -1 ? unchecked(-a) : (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private long[]? Values() =>
        Elements.All(element => element.Value is not null) ? [.. Elements.Select(element => element.Value.GetValueOrDefault())] : null;
}
