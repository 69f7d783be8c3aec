using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Weights stored in eight bits.</summary>
internal static class QuantizationOps
{
    /// <summary>
    /// Dequantize(input: T, min_range: float [], max_range: float [], mode) -> output: float, of constants (quantize_weights of
    /// graph_transforms).
    /// </summary>
    public static OnnxValue[] Dequantize(OpNode node)
    {
        DataType type = node.Attributes.Type("T");
        if (type is not (DataType.DtQuint8 or DataType.DtQint8))
        {
            throw node.Attributes.Invalid("T", $"is {type.Describe()}; only quint8 and qint8 are supported");
        }

        _ = node.Input(0, type);
        TensorConstant input = node.ConstantInput(0);
        (float scale, float offset) = Line(node, isSigned: type is DataType.DtQint8);
        ReadOnlySpan<byte> codes = input.Bytes.Span;
        byte[] bytes = new byte[codes.Length * sizeof(float)];
        Span<float> values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (int i = 0; i < values.Length; i++)
        {
            int code = type is DataType.DtQint8 ? (sbyte)codes[i] : codes[i];
            values[i] = (code * scale) + offset;
        }

        return [node.Result(new TensorConstant(DataType.DtFloat, input.Shape, bytes))];
    }

    /// <summary>value = code * scale + offset (TensorFlow's dequantize_op.cc and quantization_utils.h).</summary>
    private static (float Scale, float Offset) Line(OpNode node, bool isSigned)
    {
        string mode = node.Attributes.Choice("mode", ["MIN_COMBINED", "MIN_FIRST", "SCALED"], ifAbsent: "MIN_COMBINED");
        float min = ScalarInput(node, 1);
        float max = ScalarInput(node, 2);
        float step = (max - min) / 255;
        int lowest = isSigned ? sbyte.MinValue : 0;
        switch (mode)
        {
            case "SCALED" when isSigned:
                int lowestUsed = lowest + (node.Attributes.Bool("narrow_range", ifAbsent: false) ? 1 : 0);
                return (Math.Max(min / lowestUsed, max / sbyte.MaxValue), 0);
            case "SCALED":
                return (max / byte.MaxValue, 0);
            case "MIN_FIRST":
                // The minimum is first moved to a multiple of the step, so that zero has a code.
                float rounded = MathF.Round(min / step, MidpointRounding.AwayFromZero) * step;
                return (step, rounded - (lowest * step));
            default:
                return (step, min - (lowest * step));
        }
    }

    private static float ScalarInput(OpNode node, int index)
    {
        _ = node.Input(index, DataType.DtFloat);
        TensorConstant constant = node.ConstantInput(index);
        return constant.Shape.LengthFrom(0) is 1
            ? MemoryMarshal.Read<float>(constant.Bytes.Span)
            : throw node.Invalid($"reads a tensor of shape {constant.Shape} where input {index} should be one number");
    }
}
