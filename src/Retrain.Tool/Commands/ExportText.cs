using Retrain.Runtime.Images;
using Retrain.Training.Exports;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints what was exported, how small it got, and what that cost.</summary>
internal static class ExportText
{
    public static void Print(ExportedGraph exported)
    {
        ExportSizes sizes = exported.Sizes;
        ExportComparison comparison = exported.Comparison;
        string normalization = exported.Export.Normalization is Normalization said
            ? Invariant($"(value - {said.Mean:G6}) / {said.Std:G6} of values from 0 to 255")
            : "normalised as the backbone was trained";
        Console.Out.WriteLine($"Wrote {exported.Path}");
        Console.Out.WriteLine(
            Invariant($"Size: {sizes.BytesBefore} -> {sizes.BytesAfter} bytes, ")
            + Invariant($"compressed by gzip {sizes.GzipBytesBefore} -> {sizes.GzipBytesAfter} bytes."));
        Console.Out.WriteLine($"Input: {exported.InputTensor} {exported.Export.InputShape}, R G B, {normalization}.");
        Console.Out.WriteLine($"Output: {exported.OutputTensor}.");
        Console.Out.WriteLine(comparison.Images == 0
            ? "Probabilities were compared on no image; name some with --image."
            : Invariant($"Largest difference of a probability: {comparison.LargestDifference:G3}, ")
                + Invariant($"other label: {comparison.ChangedLabels} of {comparison.Images} images."));
    }
}
