namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Products of matrices.</summary>
internal static class MatMulOps
{
    /// <summary>MatMul(a: T, b: T) -> product: T, of two matrices, either of which may be given transposed.</summary>
    public static OnnxValue[] MatMul(OpNode node)
    {
        OnnxValue a = node.Input(0, "T", rank: 2, out TensorShape left);
        OnnxValue b = node.Input(1, "T", rank: 2, out TensorShape right);
        bool transposeA = node.Attributes.Bool("transpose_a", ifAbsent: false);
        bool transposeB = node.Attributes.Bool("transpose_b", ifAbsent: false);
        (long rows, long inner) = transposeA ? (left[1], left[0]) : (left[0], left[1]); // [rows, inner]
        (long innerB, long columns) = transposeB ? (right[1], right[0]) : (right[0], right[1]); // [inner, columns]
        if (inner != innerB && inner is not TensorShape.UnknownDimension && innerB is not TensorShape.UnknownDimension)
        {
            throw node.Invalid($"multiplies matrices of {inner} columns and {innerB} rows");
        }

        string product = node.Emit(
            "Gemm",
            [a.AsWritten, b.AsWritten],
            OnnxAttribute.Of("transA", transposeA ? 1 : 0),
            OnnxAttribute.Of("transB", transposeB ? 1 : 0));
        return [node.Result(product, a.Type, TensorShape.Of(rows, columns))];
    }
}
