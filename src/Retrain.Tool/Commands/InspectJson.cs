using System.Text.Json;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;
using Retrain.Tool.Display;
using Retrain.Training.Inspection;

namespace Retrain.Tool.Commands;

/// <summary>Prints the parts of a network as one JSON object. Programs read it: names stay, new ones may come.</summary>
internal static class InspectJson
{
    /// <param name="path">The graph's file.</param>
    /// <param name="sizeBytes">The file's size.</param>
    /// <param name="inspection">The parts that were found.</param>
    /// <param name="tensors">The tensors that the user asked about.</param>
    public static void Print(
        string path, long sizeBytes, GraphInspection inspection, IReadOnlyList<TensorDescription> tensors) => JsonLine.Print(json =>
    {
        GraphContents contents = inspection.Contents;
        json.WriteString("graph", path);
        json.WriteNumber("bytes", sizeBytes);
        json.WriteString("format", contents.Format);
        WriteTensors(json, "inputs", contents.Inputs);
        WriteTensors(json, "outputs", contents.Outputs);
        WriteTensors(json, "tensors", tensors);
        json.WriteNumber("parameters", contents.ParameterCount);
        json.WriteNumber("parameterBytes", contents.ParameterBytes);
        if (inspection.MultiplyAdds is long count)
        {
            json.WriteNumber("multiplyAdds", count);
        }

        json.WriteStartObject("ops");
        foreach (OpCount op in contents.Ops)
        {
            json.WriteNumber(op.Op, op.Count);
        }

        json.WriteEndObject();
        WriteBackbone(json, inspection);
        json.WriteStartArray("problems");
        foreach (Diagnostic problem in inspection.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteTensors(Utf8JsonWriter json, string name, IReadOnlyList<TensorDescription> tensors)
    {
        json.WriteStartArray(name);
        foreach (TensorDescription tensor in tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("type", tensor.Type);
            WriteShape(json, tensor.Shape);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBackbone(Utf8JsonWriter json, GraphInspection inspection)
    {
        json.WriteStartObject("backbone");
        if (inspection.Image is { } image)
        {
            json.WriteString("inputTensor", image.Tensor);
            WriteShape(json, image.Shape);
            if (image.Normalization is { } normalization)
            {
                PreprocessingJson.WriteNumbers(json, "inputMean", normalization.Mean);
                PreprocessingJson.WriteNumbers(json, "inputStd", normalization.Std);
            }

            if (image.Preprocessing is { } preprocessing)
            {
                json.WritePropertyName("preprocessing");
                PreprocessingJson.WriteTo(json, preprocessing);
            }
        }

        if (inspection.Bottleneck is { } bottleneck)
        {
            json.WriteString("bottleneckTensor", bottleneck.Tensor);
            json.WriteNumber("bottleneckLength", bottleneck.Length);
        }

        json.WriteEndObject();
    }

    // An unknown dimension, or an unknown shape, is null.
    private static void WriteShape(Utf8JsonWriter json, TensorShape shape)
    {
        if (!shape.HasRank)
        {
            json.WriteNull("shape");
            return;
        }

        json.WriteStartArray("shape");
        foreach (long dimension in shape.Dimensions)
        {
            if (dimension is TensorShape.UnknownDimension)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteNumberValue(dimension);
            }
        }

        json.WriteEndArray();
    }
}
