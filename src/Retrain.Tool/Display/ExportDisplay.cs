using System.Globalization;
using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Training.Exports;

namespace Retrain.Tool.Display;

/// <summary>What was exported, how small it got, and what that cost.</summary>
internal sealed class ExportDisplay(
    string path, string inputTensor, string outputTensor, GraphExport export, ExportSizes sizes, ExportComparison comparison)
{
    public void Show(bool json)
    {
        if (json)
        {
            JsonLine.Print(WriteJson);
            return;
        }

        foreach (string line in Lines())
        {
            Console.Out.WriteLine(line);
        }
    }

    private IEnumerable<string> Lines()
    {
        yield return $"Wrote {path}";
        yield return Text($"Size: {sizes.BytesBefore} -> {sizes.BytesAfter} bytes, ")
            + Text($"compressed by gzip {sizes.GzipBytesBefore} -> {sizes.GzipBytesAfter} bytes.");
        yield return $"Input: {inputTensor} {export.InputShape}, R G B, {(export.Normalization is Normalization said
            ? Text($"(value - {said.Mean:G6}) / {said.Std:G6} of values from 0 to 255")
            : "normalised as the backbone was trained")}.";
        yield return $"Output: {outputTensor}.";
        yield return comparison.Images == 0
            ? "Probabilities were compared on no image; name some with --image."
            : Text($"Largest difference of a probability: {comparison.LargestDifference:G3}, ")
                + Text($"other label: {comparison.ChangedLabels} of {comparison.Images} images.");
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("graph", path);
        json.WriteString("inputTensor", inputTensor);
        json.WriteNumber("inputHeight", export.Preprocessor.HeightPixels);
        json.WriteNumber("inputWidth", export.Preprocessor.WidthPixels);
        if (export.Normalization is Normalization said)
        {
            json.WriteNumber("inputMean", said.Mean);
            json.WriteNumber("inputStd", said.Std);
        }

        json.WriteString("outputTensor", outputTensor);
        json.WriteNumber("sizeBytesBefore", sizes.BytesBefore);
        json.WriteNumber("sizeBytesAfter", sizes.BytesAfter);
        json.WriteNumber("gzipBytesBefore", sizes.GzipBytesBefore);
        json.WriteNumber("gzipBytesAfter", sizes.GzipBytesAfter);
        json.WriteNumber("images", comparison.Images);
        if (comparison.Images > 0)
        {
            json.WriteNumber("largestDifference", comparison.LargestDifference);
            json.WriteNumber("changedLabels", comparison.ChangedLabels);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
