using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>Products of matrices.</summary>
internal static class ProductShapes
{
    /// <summary>[..., n, m] by [..., m, k], where a vector is a matrix of one row or one column.</summary>
    public static TensorShape[] Matrix(TensorShape left, TensorShape right)
    {
        if (left is not { HasRank: true, Rank: > 0 } || right is not { HasRank: true, Rank: > 0 })
        {
            return [];
        }

        TensorShape batch = AxisShapes.Broadcast([Batch(left), Batch(right)]);
        long[] rows = left.Rank > 1 ? [left[^2]] : [];
        long[] columns = right.Rank > 1 ? [right[^1]] : [];
        return [Of([.. batch.Dimensions, .. rows, .. columns])];

        static TensorShape Batch(TensorShape shape) => Of(shape.Dimensions[..Math.Max(shape.Rank - 2, 0)]);
    }

    public static TensorShape[] FusedMatrix(ShapedNode node)
    {
        bool isBatchTransposed = node.Int("transBatchA", 0) is not 0 || node.Int("transBatchB", 0) is not 0;
        return isBatchTransposed ? [] : Matrix(Transposed(0, "transA"), Transposed(1, "transB"));

        TensorShape Transposed(int input, string attribute) => node.Shape(input) is { HasRank: true, Rank: > 1 } shape
            && node.Int(attribute, 0) is not 0
                ? shape.With(shape.Rank - 1, shape[^2]).With(shape.Rank - 2, shape[^1])
                : node.Shape(input);
    }

    /// <summary>Gemm(A, B, C); the quantised one has the scale and the zero point of each behind it.</summary>
    public static TensorShape[] Gemm(ShapedNode node) =>
        node.Shape(0) is { HasRank: true, Rank: 2 } left && node.Shape(node.Op is "QGemm" ? 3 : 1) is { HasRank: true, Rank: 2 } right
            ? [Of(left[node.Int("transA", 0) is 0 ? 0 : 1], right[node.Int("transB", 0) is 0 ? 1 : 0])]
            : [];

    /// <summary>Each letter is an axis, as in bij,bjk->bik; an ellipsis, which few networks have, is not followed.</summary>
    public static TensorShape[] Einsum(ShapedNode node)
    {
        string equation = node.Text("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        string[] sides = equation.Split("->");
        string[] terms = sides[0].Split(',');
        if (equation.Contains('.', StringComparison.Ordinal) || sides.Length > 2 || terms.Length != node.Inputs.Count)
        {
            return [];
        }

        Dictionary<char, long> lengths = [];
        for (int i = 0; i < terms.Length; i++)
        {
            TensorShape shape = node.Shape(i);
            for (int axis = 0; axis < terms[i].Length; axis++)
            {
                long length = shape.HasRank && axis < shape.Rank ? shape[axis] : UnknownDimension;
                lengths[terms[i][axis]] = lengths.GetValueOrDefault(terms[i][axis], 1) is 1 or UnknownDimension
                    ? length
                    : lengths[terms[i][axis]];
            }
        }

        // Without an arrow, the letters that are there once are left, in the order of the alphabet.
        IEnumerable<char> result = sides.Length is 2
            ? sides[1]
            : string.Concat(terms).GroupBy(letter => letter).Where(group => group.Count() is 1).Select(group => group.Key).Order();
        return [Of([.. result.Select(letter => lengths.GetValueOrDefault(letter, UnknownDimension))])];
    }

    /// <summary>
    /// ONNX Runtime's Attention(input [batch, tokens, from], weights [from, 3 * to]) and MultiHeadAttention(query, key, value), of which
    /// each token's result is as long as its value; ONNX's Attention(Q, K, V) is the same in three or four dimensions.
    /// </summary>
    public static TensorShape[] Attention(ShapedNode node)
    {
        TensorShape query = node.Shape(0);
        if (query is not { HasRank: true, Rank: 3 or 4 })
        {
            return [];
        }

        bool hasWeights = node.Op is "QAttention" || (node.Op is "Attention" && node.Attribute("num_heads") is not null);
        TensorShape last = node.Shape(hasWeights ? 1 : 2);
        return node.Attribute("qkv_hidden_sizes") is { Ints: [.., var given] } ? [query.With(query.Rank - 1, given)]
            : last is { HasRank: true, Rank: > 0 } && last[^1] is not UnknownDimension
                ? [query.With(query.Rank - 1, hasWeights ? last[^1] / 3 : last[^1])]
                : [];
    }
}
