using System.Collections.Frozen;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>The shapes that an op gives; of an output that is left out the shape is not known.</summary>
/// <exception cref="RetrainException">RT2008 or RT2009: its numbers do not fit the tensors that it reads.</exception>
internal delegate TensorShape[] ShapeRule(ShapedNode node);

/// <summary>The shapes of ONNX ops.</summary>
internal static class ShapeRules
{
    private static readonly FrozenDictionary<string, ShapeRule> Rules = new (string Ops, ShapeRule Rule)[]
    {
        ("Identity Cast CastLike Clip Dropout QuantizeLinear DequantizeLinear BatchNormalization InstanceNormalization LRN "
            + "LpNormalization MeanVarianceNormalization LayerNormalization GroupNormalization Softmax LogSoftmax Hardmax CumSum Trilu",
            AxisShapes.Same),
        ("RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization SkipSimplifiedLayerNormalization BiasSoftmax CumProd "
            + "RotaryEmbedding EyeLike RandomNormalLike RandomUniformLike Bernoulli Scatter ScatterElements ScatterND ReverseSequence",
            AxisShapes.Same),
        ("Relu LeakyRelu ThresholdedRelu Elu Selu Celu Gelu FastGelu QuickGelu Mish Sigmoid HardSigmoid HardSwish Softplus Softsign "
            + "Shrink Swish",
            AxisShapes.Same),
        ("Abs Ceil Exp Floor Log Neg Reciprocal Round Sign Sqrt Erf Not BitwiseNot IsNaN IsInf Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh "
            + "Asinh Acosh Atanh",
            AxisShapes.Same),
        ("Add Sub Mul Div Pow Mod Max Min Mean Sum And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual Where PRelu BitShift "
            + "BitwiseAnd BitwiseOr BitwiseXor BiasGelu BiasAdd",
            node => [AxisShapes.Broadcast(node.Inputs.Select((_, i) => node.Shape(i)))]),
        ("DynamicQuantizeLinear", node => [node.Shape(0), TensorShape.Scalar, TensorShape.Scalar]),
        ("QLinearAdd QLinearMul", node => [AxisShapes.Broadcast([node.Shape(0), node.Shape(3)])]),
        ("QLinearLeakyRelu QLinearSigmoid QLinearSoftmax", node => [node.Shape(0)]),
        ("Conv FusedConv ConvInteger QLinearConv", WindowShapes.Convolution),
        ("ConvTranspose", WindowShapes.Transposed),
        ("MaxPool AveragePool LpPool QLinearAveragePool", WindowShapes.Pool),
        ("GlobalAveragePool GlobalMaxPool GlobalLpPool QLinearGlobalAveragePool", WindowShapes.GlobalPool),
        ("MatMul MatMulInteger MatMulIntegerToFloat DynamicQuantizeMatMul", node => ProductShapes.Matrix(node.Shape(0), node.Shape(1))),
        ("FusedMatMul TransposeMatMul", ProductShapes.FusedMatrix),
        ("QLinearMatMul", node => ProductShapes.Matrix(node.Shape(0), node.Shape(3))),
        ("MatMulNBits MatMulBnb4",
            node => node.Shape(0) is { HasRank: true, Rank: > 0 } shape ? [shape.With(shape.Rank - 1, node.Int("N", 0))] : []),
        ("Gemm FusedGemm QGemm", ProductShapes.Gemm),
        ("Einsum", ProductShapes.Einsum),
        ("Attention MultiHeadAttention QAttention", ProductShapes.Attention),
        ("Transpose", AxisShapes.Transpose),
        ("Flatten", AxisShapes.Flatten),
        ("Squeeze", AxisShapes.Squeeze),
        ("Unsqueeze", AxisShapes.Unsqueeze),
        ("Concat", AxisShapes.Concat),
        ("Split", AxisShapes.Split),
        ("Slice", AxisShapes.Slice),
        ("Gather", GatherShapes.Gather),
        ("GatherElements", node => [node.Shape(1)]),
        ("GatherND", GatherShapes.GatherND),
        ("GridSample", GatherShapes.GridSample),
        ("NonZero", GatherShapes.NonZero),
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

    /// <summary>The ops without a rule whose results are about as large as what they read, or smaller.</summary>
    private static readonly FrozenSet<string> Bounded = string.Join(
            ' ',
            "If Compress Unique NonMaxSuppression Det Inverse DeformConv RNN GRU LSTM DynamicQuantizeLSTM SplitToSequence SequenceAt",
            "SequenceLength Optional OptionalGetElement OptionalHasElement BiasSplitGelu GroupNorm SkipGroupNorm NhwcMaxPool",
            "NhwcFusedConv QLinearConcat QLinearReduceMean QLinearWhere EmbedLayerNormalization QEmbedLayerNormalization")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether nothing is known that limits the results of an op.</summary>
    public static bool IsUnlimited(string op) => !Rules.ContainsKey(op) && !Bounded.Contains(op);

    /// <returns>The rule of an op; <see langword="null"/> where there is none.</returns>
    public static ShapeRule? Find(string op) => Rules.GetValueOrDefault(op);

    private static TensorShape[] Constant(ShapedNode node) =>
        node.Attribute("value")?.T is TensorProto tensor ? [TensorShape.Of([.. tensor.Dims])]
        : node.Attribute("value_ints") is { } ints ? [TensorShape.Of(ints.Ints.Count)]
        : node.Attribute("value_floats") is { } floats ? [TensorShape.Of(floats.Floats.Count)]
        : [TensorShape.Scalar];
}
