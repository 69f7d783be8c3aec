using Retrain.Runtime.Graphs.Onnx;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Products of matrices.</summary>
internal static class MatMulOps
{
    /// <summary>MatMul(a: T [rows,inner], b: T [inner,columns], transpose_a, transpose_b) -> product: T [rows,columns]</summary>
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

    /// <summary>
    /// BatchMatMulV2(x: T [..., rows, inner], y: T [..., inner, columns], adj_x, adj_y) -> output: T [..., rows, columns]. What comes
    /// before the matrices broadcasts; adj means that a matrix is given transposed.
    /// </summary>
    public static OnnxValue[] BatchMatMulV2(OpNode node)
    {
        (string x, TensorShape left) = Matrices(node, 0, "adj_x");
        (string y, TensorShape right) = Matrices(node, 1, "adj_y");
        if (left[^1] != right[^2] && left[^1] is not TensorShape.UnknownDimension && right[^2] is not TensorShape.UnknownDimension)
        {
            throw node.Invalid($"multiplies matrices of {left[^1]} columns and {right[^2]} rows");
        }

        TensorShape batch = ElementwiseOps.BroadcastShape(
            node, TensorShape.Of(left.Dimensions[..^2]), TensorShape.Of(right.Dimensions[..^2]));
        TensorShape shape = TensorShape.Of([.. batch.Dimensions, left[^2], right[^1]]);
        return [node.Result(node.Emit("MatMul", [x, y]), node.Attributes.Type("T"), shape)];
    }

    private static (string Name, TensorShape Shape) Matrices(OpNode node, int index, string transposed)
    {
        OnnxValue input = node.Input(index, "T");
        if (input.Shape is not { HasRank: true, Rank: >= 2 })
        {
            throw node.Invalid($"multiplies matrices, and input {index} has the shape {input.Shape}");
        }

        if (!node.Attributes.Bool(transposed, ifAbsent: false))
        {
            return (input.AsWritten, input.Shape);
        }

        int[] swapped = [.. Enumerable.Range(0, input.Shape.Rank - 2), input.Shape.Rank - 1, input.Shape.Rank - 2];
        string name = node.Emit("Transpose", [input.AsWritten], OnnxAttribute.Of("perm", Array.ConvertAll(swapped, axis => (long)axis)));
        return (name, input.Shape.Permute(swapped));
    }
}
