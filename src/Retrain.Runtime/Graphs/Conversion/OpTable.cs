using System.Collections.Frozen;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Adds the ONNX nodes for a TensorFlow node.</summary>
/// <returns>The node's outputs, in TensorFlow's order.</returns>
internal delegate OnnxValue[] OpConverter(OpNode node);

/// <summary>Every op that can be converted. To add one, write its method in its family's file and a line here.</summary>
internal static class OpTable
{
    private static readonly FrozenDictionary<string, OpConverter> Converters = new Dictionary<string, OpConverter>(StringComparer.Ordinal)
    {
        // Constants and what passes a tensor on
        ["Const"] = Inputs(0, ConstOps.Const),
        ["Identity"] = Inputs(1, ConstOps.Identity),
        ["StopGradient"] = Inputs(1, ConstOps.Identity),
        ["PlaceholderWithDefault"] = Inputs(1, ConstOps.PlaceholderWithDefault),
        ["Cast"] = Inputs(1, ConstOps.Cast),
        ["CheckNumerics"] = Inputs(1, ConstOps.CheckNumerics),

        // Convolutions and pooling
        ["Conv2D"] = Inputs(2, ConvolutionOps.Conv2D),
        ["DepthwiseConv2dNative"] = Inputs(2, ConvolutionOps.DepthwiseConv2dNative),
        ["BiasAdd"] = Inputs(2, ConvolutionOps.BiasAdd),
        ["BiasAddV1"] = Inputs(2, ConvolutionOps.BiasAdd),
        ["AvgPool"] = Inputs(1, PoolingOps.AvgPool),
        ["MaxPool"] = Inputs(1, PoolingOps.MaxPool),
        ["MatMul"] = Inputs(2, MatMulOps.MatMul),

        ["BatchMatMulV2"] = Inputs(2, MatMulOps.BatchMatMulV2),
        ["SpaceToBatchND"] = Inputs(3, BatchSpaceOps.SpaceToBatchND),
        ["BatchToSpaceND"] = Inputs(3, BatchSpaceOps.BatchToSpaceND),

        // Normalisation of channels
        ["FusedBatchNorm"] = Inputs(5, NormalizationOps.FusedBatchNorm),
        ["FusedBatchNormV2"] = Inputs(5, NormalizationOps.FusedBatchNorm),
        ["FusedBatchNormV3"] = Inputs(5, NormalizationOps.FusedBatchNorm),
        ["BatchNormWithGlobalNormalization"] = Inputs(5, NormalizationOps.BatchNormWithGlobalNormalization),
        ["LRN"] = Inputs(1, NormalizationOps.Lrn),

        // Eight bits
        ["Dequantize"] = Inputs(3, QuantizationOps.Dequantize),
        ["FakeQuantWithMinMaxArgs"] = Inputs(1, FakeQuantizationOps.FakeQuantWithMinMaxArgs),
        ["FakeQuantWithMinMaxVars"] = Inputs(3, FakeQuantizationOps.FakeQuantWithMinMaxVars),
        ["FakeQuantWithMinMaxVarsPerChannel"] = Inputs(3, FakeQuantizationOps.FakeQuantWithMinMaxVarsPerChannel),

        // Two tensors, element by element
        ["Add"] = Inputs(2, ElementwiseOps.Binary("Add")),
        ["AddV2"] = Inputs(2, ElementwiseOps.Binary("Add")),
        ["Sub"] = Inputs(2, ElementwiseOps.Binary("Sub")),
        ["Mul"] = Inputs(2, ElementwiseOps.Binary("Mul")),
        ["Div"] = Inputs(2, ElementwiseOps.Binary("Div")),
        ["RealDiv"] = Inputs(2, ElementwiseOps.Binary("Div")),
        ["FloorDiv"] = Inputs(2, ElementwiseOps.FloorDiv),
        ["Maximum"] = Inputs(2, ElementwiseOps.Binary("Max")),
        ["Minimum"] = Inputs(2, ElementwiseOps.Binary("Min")),
        ["SquaredDifference"] = Inputs(2, ElementwiseOps.SquaredDifference),
        ["AddN"] = ElementwiseOps.AddN,

        // One tensor, element by element
        ["Abs"] = Inputs(1, ElementwiseOps.Unary("Abs")),
        ["Exp"] = Inputs(1, ElementwiseOps.Unary("Exp")),
        ["Floor"] = Inputs(1, ElementwiseOps.Unary("Floor")),
        ["Log"] = Inputs(1, ElementwiseOps.Unary("Log")),
        ["Neg"] = Inputs(1, ElementwiseOps.Unary("Neg")),
        ["Reciprocal"] = Inputs(1, ElementwiseOps.Unary("Reciprocal")),
        ["Sqrt"] = Inputs(1, ElementwiseOps.Unary("Sqrt")),
        ["Rsqrt"] = Inputs(1, ElementwiseOps.Rsqrt),
        ["Square"] = Inputs(1, ElementwiseOps.Square),

        // Activations
        ["Elu"] = Inputs(1, ElementwiseOps.Unary("Elu")),
        ["LeakyRelu"] = Inputs(1, ActivationOps.LeakyRelu),
        ["Relu"] = Inputs(1, ElementwiseOps.Unary("Relu")),
        ["Relu6"] = Inputs(1, ActivationOps.Relu6),
        ["Selu"] = Inputs(1, ElementwiseOps.Unary("Selu")),
        ["Sigmoid"] = Inputs(1, ElementwiseOps.Unary("Sigmoid")),
        ["Softplus"] = Inputs(1, ElementwiseOps.Unary("Softplus")),
        ["Tanh"] = Inputs(1, ElementwiseOps.Unary("Tanh")),
        ["Softmax"] = Inputs(1, ActivationOps.Softmax("Softmax")),
        ["LogSoftmax"] = Inputs(1, ActivationOps.Softmax("LogSoftmax")),

        // Reductions
        ["ArgMax"] = Inputs(2, ReductionOps.ArgMax),
        ["Max"] = Inputs(2, ReductionOps.Reduce("ReduceMax")),
        ["Mean"] = Inputs(2, ReductionOps.Reduce("ReduceMean")),
        ["Min"] = Inputs(2, ReductionOps.Reduce("ReduceMin")),
        ["Prod"] = Inputs(2, ReductionOps.Reduce("ReduceProd")),
        ["Sum"] = Inputs(2, ReductionOps.Reduce("ReduceSum")),

        // Shapes
        ["ExpandDims"] = Inputs(2, ShapeOps.ExpandDims),
        ["Reshape"] = Inputs(2, ReshapeOps.Reshape),
        ["Shape"] = Inputs(1, ShapeOps.Shape),
        ["Squeeze"] = Inputs(1, ShapeOps.Squeeze),
        ["Transpose"] = Inputs(2, ShapeOps.Transpose),

        // Parts and wholes
        ["Concat"] = JoiningOps.Concat,
        ["ConcatV2"] = JoiningOps.ConcatV2,
        ["Fill"] = Inputs(2, JoiningOps.Fill),
        ["Pack"] = JoiningOps.Pack,
        ["Slice"] = Inputs(3, SlicingOps.Slice),
        ["Split"] = Inputs(2, SlicingOps.Split),
        ["SplitV"] = Inputs(3, SlicingOps.SplitV),
        ["StridedSlice"] = Inputs(4, StridedSliceOps.StridedSlice),
        ["Tile"] = Inputs(2, JoiningOps.Tile),

        // Borders and sizes of images
        ["MirrorPad"] = Inputs(2, PaddingOps.MirrorPad),
        ["Pad"] = Inputs(2, PaddingOps.Pad),
        ["PadV2"] = Inputs(3, PaddingOps.PadV2),
        ["ResizeBilinear"] = Inputs(2, ResizeOps.ResizeBilinear),
        ["ResizeNearestNeighbor"] = Inputs(2, ResizeOps.ResizeNearestNeighbor),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>TensorFlow's names of the ops that can be converted.</summary>
    public static IEnumerable<string> Ops => Converters.Keys;

    /// <summary>The converter of an op, or null where there is none.</summary>
    /// <param name="op">The name of the op in TensorFlow.</param>
    public static OpConverter? Find(string op) => Converters.GetValueOrDefault(op);

    private static OpConverter Inputs(int count, OpConverter convert) => node =>
    {
        node.ExpectInputs(count);
        return convert(node);
    };
}
