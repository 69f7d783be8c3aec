using Retrain.Runtime.Graphs.Protos;
using OnnxType = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types.DataType;

namespace Retrain.Runtime.Graphs;

/// <summary>The element types of both formats: their sizes, their names and their counterparts.</summary>
internal static class ElementTypes
{
    /// <summary>The ONNX type, for quantised integers that of plain ones; UNDEFINED where there is none.</summary>
    public static OnnxType ToOnnx(this DataType type) => type switch
    {
        DataType.DtFloat => OnnxType.Float,
        DataType.DtDouble => OnnxType.Double,
        DataType.DtHalf => OnnxType.Float16,
        DataType.DtBfloat16 => OnnxType.Bfloat16,
        DataType.DtInt8 or DataType.DtQint8 => OnnxType.Int8,
        DataType.DtInt16 or DataType.DtQint16 => OnnxType.Int16,
        DataType.DtInt32 or DataType.DtQint32 => OnnxType.Int32,
        DataType.DtInt64 => OnnxType.Int64,
        DataType.DtUint8 or DataType.DtQuint8 => OnnxType.Uint8,
        DataType.DtUint16 or DataType.DtQuint16 => OnnxType.Uint16,
        DataType.DtUint32 => OnnxType.Uint32,
        DataType.DtUint64 => OnnxType.Uint64,
        DataType.DtBool => OnnxType.Bool,
        _ => OnnxType.Undefined,
    };

    public static int SizeBytes(this DataType type) => type.ToOnnx().SizeBytes() is > 0 and int size
        ? size
        : throw new ArgumentOutOfRangeException(nameof(type), type, "not a fixed-size element type");

    /// <summary>The size of an element; 0 where it is not fixed, as for texts.</summary>
    public static int SizeBytes(this OnnxType type) => type switch
    {
        OnnxType.Uint8 or OnnxType.Int8 or OnnxType.Bool => 1,
        OnnxType.Uint16 or OnnxType.Int16 or OnnxType.Float16 or OnnxType.Bfloat16 => 2,
        OnnxType.Float or OnnxType.Int32 or OnnxType.Uint32 => 4,
        OnnxType.Double or OnnxType.Int64 or OnnxType.Uint64 => 8,
        _ => 0,
    };

    public static bool IsFloat(this DataType type) =>
        type is DataType.DtFloat or DataType.DtDouble or DataType.DtHalf or DataType.DtBfloat16;

    /// <summary>The name that TensorFlow's messages use: "float", "quint8".</summary>
    public static string Describe(this DataType type) =>
        Enum.IsDefined(type) ? $"{type}"[2..].ToLowerInvariant() : $"type number {(int)type}";
}
