using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Images;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Describes the images that an input of an ONNX model takes, from its shape and, in a trained model, from the metadata.</summary>
internal static class OnnxInput
{
    private const int Channels = 3;

    public static DataType ElementType(ValueInfoProto value) => (DataType)(value.Type?.TensorType?.ElemType ?? 0);

    /// <exception cref="RetrainException">
    /// RT2003: there is no such input; RT2015: it does not take floats; RT2031: it does not take colour images; RT2050: its preprocessing
    /// cannot be used.
    /// </exception>
    public static ImageInput At(OnnxModel model, string tensor)
    {
        ValueInfoProto input = model.Fed.FirstOrDefault(value => value.Name == tensor)
            ?? throw new RetrainException(GraphDiagnostics.UnknownTensor(
                model.Origin, tensor, [.. model.Fed.Select(value => value.Name).Take(3)]));
        DataType type = ElementType(input);
        if (type is not (DataType.Float or DataType.Float16 or DataType.Uint8))
        {
            throw new RetrainException(GraphDiagnostics.NotFloat(model.Origin, tensor, $"{type}".ToLowerInvariant()));
        }

        TensorShape shape = ShapeOf(input) is { HasRank: true } written ? written : TensorShape.OfRank(4);
        bool isOpen = shape is { Rank: 4 } && shape[1] is TensorShape.UnknownDimension && shape[3] is TensorShape.UnknownDimension;
        bool channelsFirst = shape is { Rank: 4 } && (isOpen ? !TransposesFirst(model, tensor) : shape[1] is Channels);
        if (!isOpen && !channelsFirst && !(shape is { Rank: 4 } && shape[3] is Channels))
        {
            throw new RetrainException(GraphDiagnostics.NotAnImage(
                model.Origin, tensor, shape.ToString(), "[batch, 3, height, width] or [batch, height, width, 3]"));
        }

        int height = channelsFirst ? 2 : 1;
        Preprocessing? preprocessing = PreprocessingOf(model);
        Normalization? normalization = preprocessing?.Normalization ?? NormalizationOf(model.Definition)
            ?? (type is DataType.Uint8 ? ImageInput.GreyLevels : ScalingBehind(model, tensor).Remaining());
        return new(
            tensor, RequireSides(shape.With(channelsFirst ? 1 : 3, Channels), height, height + 1), channelsFirst, normalization,
            preprocessing, IgnoresOrientation(model))
        {
            TakesBytes = type is DataType.Uint8,
        };

        TensorShape RequireSides(TensorShape sides, params ReadOnlySpan<int> axes)
        {
            foreach (int axis in axes)
            {
                if (sides[axis] is not TensorShape.UnknownDimension && !ImageInput.IsSide(sides[axis]))
                {
                    string wanted = $"an image of at most {ImagePreprocessor.LargestSidePixels} pixels a side";
                    throw new RetrainException(GraphDiagnostics.NotAnImage(model.Origin, tensor, sides.ToString(), wanted));
                }
            }

            return sides;
        }
    }

    /// <summary>Writes the preprocessing of images into a model, which has no decoding branch that would show it.</summary>
    public static void Describe(ModelProto model, Preprocessing preprocessing)
    {
        OnnxMetadata.Set(model, OnnxMetadata.InputMean, preprocessing.Normalization.Mean.ToString());
        OnnxMetadata.Set(model, OnnxMetadata.InputStd, preprocessing.Normalization.Std.ToString());
        OnnxMetadata.Set(model, OnnxMetadata.Preprocessing, preprocessing.IsLegacy ? null : PreprocessingJson.Write(preprocessing));
        OnnxMetadata.Set(model, OnnxMetadata.Orientation, OrientationWord.Of(preprocessing.IgnoresOrientation));
    }

    /// <summary>The shape; a dimension that has a name instead of a size is unknown.</summary>
    public static TensorShape ShapeOf(ValueInfoProto value) => value.Type?.TensorType?.Shape is { } shape
        ? TensorShape.Of([.. shape.Dim.Select(LengthOf)])
        : TensorShape.Unknown;

    private static long LengthOf(TensorShapeProto.Types.Dimension dimension) =>
        dimension.HasDimValue ? Math.Max(dimension.DimValue, TensorShape.UnknownDimension) : TensorShape.UnknownDimension;

    // A model that does not say where its channels are takes them first, as ONNX's ops do, unless it begins by moving them there.
    private static bool TransposesFirst(OnnxModel model, string input)
    {
        string tensor = input;
        while (model.Definition.Graph.Node.FirstOrDefault(node => node.Input.Contains(tensor)) is { } node)
        {
            if (node.OpType is not ("Cast" or "Identity" or "Sub" or "Add" or "Mul" or "Div"))
            {
                return node.OpType is "Transpose"
                    && node.Attribute.FirstOrDefault(attribute => attribute.Name is "perm")?.Ints is [0, 3, 1, 2];
            }

            tensor = node.Output[0];
        }

        return false;
    }

    private static InputScaling ScalingBehind(OnnxModel model, string input)
    {
        InputScaling scaling = new(1, 0);
        string tensor = input;
        IEnumerable<NodeProto> nodes = model.Definition.Graph.Node;
        while (nodes.Where(node => node.Input.Contains(tensor)).ToArray() is [{ Input.Count: 2, Output.Count: 1 } step]
            && step.Input[0] == tensor
            && MeanOf(model, step.Input[1]) is float constant
            && scaling.Then(step.OpType, constant) is InputScaling longer)
        {
            scaling = longer;
            tensor = step.Output[0];
        }

        return scaling;
    }

    private static float? MeanOf(OnnxModel model, string tensor)
    {
        TensorProto? constant = model.Definition.Graph.Initializer.FirstOrDefault(initializer => initializer.Name == tensor)
            ?? model.Producer(tensor)?.Attribute.FirstOrDefault(attribute => attribute.Name is "value")?.T;
        if (constant is not { DataType: (int)DataType.Float })
        {
            return null;
        }

        float[] values =
            constant.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(constant.RawData.Span).ToArray() : [.. constant.FloatData];
        return values.Length > 0 ? values.Average() : null;
    }

    private static Preprocessing? PreprocessingOf(OnnxModel model) =>
        OnnxMetadata.Text(model.Definition, OnnxMetadata.Preprocessing) is string text
            ? PreprocessingJson.Read(text)
                ?? throw new RetrainException(PreprocessingDiagnostics.Damaged(model.Origin, OnnxMetadata.Preprocessing))
            : null;

    // An earlier version wrote the mean, but nothing about orientation, and ignored it.
    private static bool IgnoresOrientation(OnnxModel model) =>
        OnnxMetadata.Text(model.Definition, OnnxMetadata.Orientation) is string word
            ? OrientationWord.Ignores(word)
                ?? throw new RetrainException(PreprocessingDiagnostics.Damaged(model.Origin, OnnxMetadata.Orientation))
            : OnnxMetadata.Text(model.Definition, OnnxMetadata.InputMean) is not null;

    private static Normalization? NormalizationOf(ModelProto model) =>
        OnnxMetadata.Number(model, OnnxMetadata.InputMean) is float mean
        && OnnxMetadata.Number(model, OnnxMetadata.InputStd) is float std
        && new Normalization(mean, std) is { IsUsable: true } normalization
            ? normalization
            : null;
}
