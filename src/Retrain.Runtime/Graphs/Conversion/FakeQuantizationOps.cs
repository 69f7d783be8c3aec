using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// The ops that training for eight bits leaves in a graph: values are clipped to a range and moved to its nearest step. The range is nudged
/// first, so that zero is a step (fake_quant_ops_functor.h).
/// </summary>
internal static class FakeQuantizationOps
{
    /// <summary>FakeQuantWithMinMaxArgs(inputs: float, min = -6, max = 6, num_bits = 8, narrow_range) -> outputs: float</summary>
    public static OnnxValue[] FakeQuantWithMinMaxArgs(OpNode node) => Quantized(
        node, TensorShape.Scalar, [node.Attributes.Float("min", ifAbsent: -6)], [node.Attributes.Float("max", ifAbsent: 6)]);

    /// <summary>
    /// FakeQuantWithMinMaxVars(inputs: float, min: float [], max: float [], num_bits = 8, narrow_range) -> outputs: float
    /// </summary>
    public static OnnxValue[] FakeQuantWithMinMaxVars(OpNode node) =>
        Quantized(node, TensorShape.Scalar, Floats(node, 1, rank: 0), Floats(node, 2, rank: 0));

    /// <summary>
    /// FakeQuantWithMinMaxVarsPerChannel(inputs: float [..., c], min: float [c], max: float [c], num_bits = 8, narrow_range) -> outputs:
    /// float
    /// </summary>
    public static OnnxValue[] FakeQuantWithMinMaxVarsPerChannel(OpNode node)
    {
        float[] min = Floats(node, 1, rank: 1);
        return Quantized(node, TensorShape.Of(min.Length), min, Floats(node, 2, rank: 1));
    }

    private static OnnxValue[] Quantized(OpNode node, TensorShape shape, float[] min, float[] max)
    {
        if (min.Length != max.Length)
        {
            throw node.Invalid($"has {min.Length} minima and {max.Length} maxima");
        }

        Steps[] steps = [.. min.Zip(max, (low, high) => Steps.Between(node, low, high))];
        OnnxValue lowest = Constant(value => value.Lowest);
        OnnxValue clipped = Apply("Max", Apply("Min", node.Input(0, DataType.DtFloat), Constant(value => value.Highest)), lowest);
        OnnxValue fromLowest = Apply("Div", Apply("Sub", clipped, lowest), Constant(value => value.Size));
        OnnxValue fromZero = Apply("Add", Apply("Sub", fromLowest, Constant(value => value.Zero)), Constant(_ => 0.5f)); // in steps
        string step = node.Emit("Floor", [fromZero.In(fromZero.Layout)]);
        return [Apply("Mul", node.Result(step, DataType.DtFloat, fromZero.Shape, fromZero.Layout), Constant(value => value.Size))];

        OnnxValue Constant(Func<Steps, float> value) =>
            node.Result(new TensorConstant(DataType.DtFloat, shape, MemoryMarshal.AsBytes<float>([.. steps.Select(value)]).ToArray()));

        OnnxValue Apply(string opType, OnnxValue x, OnnxValue y) => ElementwiseOps.Broadcast(node, opType, x, y)[0];
    }

    private static float[] Floats(OpNode node, int input, int rank)
    {
        _ = node.Input(input, DataType.DtFloat);
        TensorConstant constant = node.ConstantInput(input);
        return constant.Shape.Rank == rank
            ? MemoryMarshal.Cast<byte, float>(constant.Bytes.Span).ToArray()
            : throw node.Invalid($"reads a tensor of shape {constant.Shape} where input {input} should have {rank} dimensions");
    }

    /// <summary>The steps of a range: its ends, the size of a step, and the number of the step that is zero.</summary>
    private sealed record Steps(float Lowest, float Highest, float Size, float Zero)
    {
        public static Steps Between(OpNode node, float min, float max)
        {
            long bits = node.Attributes.Int("num_bits", ifAbsent: 8);
            if (bits is < 2 or > 16)
            {
                throw node.Attributes.Invalid("num_bits", $"is {bits}; it must be from 2 to 16");
            }

            if (min is 0 && max is 0)
            {
                return new(0, 0, 1, 0); // TensorFlow then gives zeros
            }

            if (!float.IsFinite(min) || !float.IsFinite(max) || min >= max)
            {
                throw node.Invalid(FormattableString.Invariant($"quantises values from {min} to {max}, which is not a range"));
            }

            float first = node.Attributes.Bool("narrow_range", ifAbsent: false) ? 1 : 0;
            float last = (1 << (int)bits) - 1;
            float size = (max - min) / (last - first);
            float zero = first - (min / size);
            float nudgedZero = zero < first ? first : zero > last ? last : MathF.Round(zero, MidpointRounding.AwayFromZero);
            float lowest = (first - nudgedZero) * size;
            return new(lowest, (last - nudgedZero) * size, size, nudgedZero - first);
        }
    }
}
