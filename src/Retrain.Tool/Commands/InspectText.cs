using System.Globalization;
using Retrain.Runtime.Graphs;
using Retrain.Tool.Display;
using Retrain.Training.Inspection;
using Spectre.Console;

namespace Retrain.Tool.Commands;

/// <summary>Prints the parts of a network as a table.</summary>
internal static class InspectText
{
    /// <param name="path">The graph's file.</param>
    /// <param name="sizeBytes">The file's size.</param>
    /// <param name="inspection">The parts that were found.</param>
    /// <param name="tensors">The tensors that the user asked about.</param>
    public static void Print(string path, long sizeBytes, GraphInspection inspection, IReadOnlyList<TensorDescription> tensors)
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

    private static string Describe(TensorDescription tensor) => string.Join(' ', new[]
    {
        tensor.Name, tensor.Type, tensor.Shape.HasRank ? tensor.Shape.ToString() : null,
    }.OfType<string>());

    private static string Normalization(ImageInput image) => image.Normalization is { } normalization
        ? string.Create(
            CultureInfo.InvariantCulture,
            $", (value - {normalization.Mean}) / {normalization.Std}{PreprocessingText.Of(image.Preprocessing)}")
        : "";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
