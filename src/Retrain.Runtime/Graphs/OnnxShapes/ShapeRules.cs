using System.Collections.Frozen;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>The shapes that an op gives; of an output that is left out the shape is not known.</summary>
/// <exception cref="RetrainException">RT2008 or RT2009: its numbers do not fit the tensors that it reads.</exception>
internal delegate TensorShape[] ShapeRule(ShapedNode node);

/// <summary>The shapes of ONNX ops. Those of other ops are not known, and ONNX Runtime checks them alone.</summary>
internal static class ShapeRules
{
    private static readonly FrozenDictionary<string, ShapeRule> Rules = new (string Ops, ShapeRule Rule)[]
    {
        ("Identity Cast CastLike Clip Dropout QuantizeLinear DequantizeLinear BatchNormalization InstanceNormalization LRN "
            + "LpNormalization MeanVarianceNormalization LayerNormalization GroupNormalization Softmax LogSoftmax Hardmax CumSum Trilu",
            AxisShapes.Same),
        ("Relu LeakyRelu ThresholdedRelu Elu Selu Celu Gelu FastGelu QuickGelu Mish Sigmoid HardSigmoid HardSwish Softplus Softsign "
            + "Shrink",
            AxisShapes.Same),
        ("Abs Ceil Exp Floor Log Neg Reciprocal Round Sign Sqrt Erf Not BitwiseNot IsNaN IsInf Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh "
            + "Asinh Acosh Atanh",
            AxisShapes.Same),
        ("Add Sub Mul Div Pow Mod Max Min Mean Sum And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual Where PRelu BitShift "
            + "BitwiseAnd BitwiseOr BitwiseXor BiasGelu",
            node => [AxisShapes.Broadcast(node.Inputs.Select((_, i) => node.Shape(i)))]),
        ("DynamicQuantizeLinear", node => [node.Shape(0), TensorShape.Scalar, TensorShape.Scalar]),
        ("QLinearAdd QLinearMul", node => [AxisShapes.Broadcast([node.Shape(0), node.Shape(3)])]),
        ("QLinearLeakyRelu QLinearSigmoid QLinearSoftmax", node => [node.Shape(0)]),
        ("Conv FusedConv ConvInteger QLinearConv", WindowShapes.Convolution),
        ("ConvTranspose", WindowShapes.Transposed),
        ("MaxPool AveragePool LpPool QLinearAveragePool", WindowShapes.Pool),
        ("GlobalAveragePool GlobalMaxPool GlobalLpPool", WindowShapes.GlobalPool),
        ("MatMul MatMulInteger", node => MatrixProduct(node.Shape(0), node.Shape(1))),
        ("QLinearMatMul", node => MatrixProduct(node.Shape(0), node.Shape(3))),
        ("Gemm FusedGemm", Gemm),
        ("Transpose", AxisShapes.Transpose),
        ("Flatten", AxisShapes.Flatten),
        ("Squeeze", AxisShapes.Squeeze),
        ("Unsqueeze", AxisShapes.Unsqueeze),
        ("Concat", AxisShapes.Concat),
        ("Split", AxisShapes.Split),
        ("Slice", AxisShapes.Slice),
        ("Gather", Gather),
        ("GatherElements", node => [node.Shape(1)]),
        ("ReduceMean ReduceMax ReduceMin ReduceSum ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare",
            AxisShapes.Reduce),
        ("ArgMax ArgMin", AxisShapes.ArgReduce),
        ("TopK", AxisShapes.TopK),
        ("Shape", node => node.Shape(0).HasRank && node.Attribute("start") is null && node.Attribute("end") is null
            ? [TensorShape.Of(node.Shape(0).Rank)]
            : []),
        ("Size", _ => [TensorShape.Scalar]),
        ("Constant", Constant),
        ("Reshape", SizeShapes.Reshape),
        ("Expand", SizeShapes.Expand),
        ("Tile", SizeShapes.Tile),
        ("Pad", SizeShapes.Pad),
        ("Resize Upsample", SizeShapes.Resize),
        ("ConstantOfShape", SizeShapes.ConstantOfShape),
        ("Range", SizeShapes.Range),
        ("OneHot", SizeShapes.OneHot),
        ("DepthToSpace SpaceToDepth", SizeShapes.Blocks),
    }.SelectMany(family => family.Ops.Split(' '), (family, op) => (Op: op, family.Rule))
        .ToFrozenDictionary(rule => rule.Op, rule => rule.Rule, StringComparer.Ordinal);

    /// <returns>The rule of an op; <see langword="null"/> where there is none.</returns>
    public static ShapeRule? Find(string op) => Rules.GetValueOrDefault(op);

    // [..., n, m] by [..., m, k], where a vector is a matrix of one row or one column.
    private static TensorShape[] MatrixProduct(TensorShape left, TensorShape right)
    {
        if (left is not { HasRank: true, Rank: > 0 } || right is not { HasRank: true, Rank: > 0 })
        {
            return [];
        }

        TensorShape batch = AxisShapes.Broadcast([Batch(left), Batch(right)]);
        long[] rows = left.Rank > 1 ? [left[^2]] : [];
        long[] columns = right.Rank > 1 ? [right[^1]] : [];
        return [TensorShape.Of([.. batch.Dimensions, .. rows, .. columns])];

        static TensorShape Batch(TensorShape shape) => TensorShape.Of(shape.Dimensions[..Math.Max(shape.Rank - 2, 0)]);
    }

    private static TensorShape[] Gemm(ShapedNode node) =>
        node.Shape(0) is { HasRank: true, Rank: 2 } left && node.Shape(1) is { HasRank: true, Rank: 2 } right
            ? [TensorShape.Of(left[node.Int("transA", 0) is 0 ? 0 : 1], right[node.Int("transB", 0) is 0 ? 1 : 0])]
            : [];

    private static TensorShape[] Gather(ShapedNode node)
    {
        (TensorShape data, TensorShape indices) = (node.Shape(0), node.Shape(1));
        if (data is not { HasRank: true, Rank: > 0 } || !indices.HasRank)
        {
            return [];
        }

        int axis = node.Axis(node.Int("axis", 0), data.Rank);
        return [TensorShape.Of([.. data.Dimensions[..axis], .. indices.Dimensions, .. data.Dimensions[(axis + 1)..]])];
    }

    private static TensorShape[] Constant(ShapedNode node) =>
        node.Attribute("value")?.T is TensorProto tensor ? [TensorShape.Of([.. tensor.Dims])]
        : node.Attribute("value_ints") is { } ints ? [TensorShape.Of(ints.Ints.Count)]
        : node.Attribute("value_floats") is { } floats ? [TensorShape.Of(floats.Floats.Count)]
        : [TensorShape.Scalar];
}
