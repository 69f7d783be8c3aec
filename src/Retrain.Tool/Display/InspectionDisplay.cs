using System.Globalization;
using System.Text.Json;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Training.Inspection;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Prints what a network is made of, as a table or as JSON.</summary>
internal static class InspectionDisplay
{
    /// <param name="path">The graph's file.</param>
    /// <param name="sizeBytes">Of the file.</param>
    /// <param name="inspection">What was found.</param>
    /// <param name="tensors">Tensors that somebody asked about.</param>
    public static void Show(string path, long sizeBytes, GraphInspection inspection, IReadOnlyList<TensorDescription> tensors)
    {
        GraphContents contents = inspection.Contents;
        PlainGrid grid = new(Justify.Left, Justify.Left);
        Row("File", $"{path}, {FileSize.Megabytes(sizeBytes)}");
        Row("Format", contents.Format);
        Rows("Input", contents.Inputs.Select(Describe));
        Rows("Output", contents.Outputs.Select(Describe));
        Rows("Tensor", tensors.Select(Describe));
        Row("Parameters", $"{Number(contents.ParameterCount)}, {FileSize.Megabytes(contents.ParameterBytes)}");
        Row("Multiply-adds", inspection.MultiplyAdds is long count ? $"{Number(count)} per image" : "unknown");
        Rows("Ops", contents.Ops.Select(op => $"{Number(op.Count)} {op.Op}"));
        Row("As a backbone", "");
        Row("  images", inspection.Image is { } image ? $"{image.Tensor} {image.Shape}{Normalization(image)}" : "unknown");
        Row("  bottleneck", inspection.Bottleneck is { } bottleneck ? $"{bottleneck.Tensor} [?, {bottleneck.Length}]" : "unknown");
        grid.Print();
        foreach (Diagnostic problem in inspection.Problems)
        {
            Console.Error.WriteLine(problem with { Severity = Severity.Warning });
        }

        void Rows(string name, IEnumerable<string> values)
        {
            foreach (string value in values)
            {
                Row(name, value);
                name = "";
            }
        }

        void Row(string name, string value) => grid.Add(name, value);
    }

    /// <summary>The same as one JSON object. Programs read it: names stay, new ones may come.</summary>
    public static void PrintJson(string path, long sizeBytes, GraphInspection inspection, IReadOnlyList<TensorDescription> tensors) => JsonLine.Print(json =>
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
                json.WriteNumber("inputMean", normalization.Mean);
                json.WriteNumber("inputStd", normalization.Std);
            }
        }

        if (inspection.Bottleneck is { } bottleneck)
        {
            json.WriteString("bottleneckTensor", bottleneck.Tensor);
            json.WriteNumber("bottleneckLength", bottleneck.Length);
        }

        json.WriteEndObject();
    }

    // null for what is unknown
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

    private static string Describe(TensorDescription tensor) => string.Join(' ', new[]
    {
        tensor.Name, tensor.Type, tensor.Shape.HasRank ? tensor.Shape.ToString() : null,
    }.OfType<string>());

    private static string Normalization(ImageInput image) => image.Normalization is { } normalization
        ? string.Create(CultureInfo.InvariantCulture, $", (value - {normalization.Mean}) / {normalization.Std}")
        : "";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
