using Retrain.Runtime.Images;
using Retrain.Tool.Display;
using Retrain.Training.Exports;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints an exported graph's tensors, its size, and the differences in its probabilities.</summary>
internal static class ExportText
{
    public static void Print(ExportedGraph exported)
    {
        ExportSizes sizes = exported.Sizes;
        ExportComparison comparison = exported.Comparison;
        string normalization = exported.Export.Normalization is Normalization said
            ? Invariant($"(value - {Rounded(said.Mean)}) / {Rounded(said.Std)} for values from 0 to 255")
            : "normalised as the backbone was trained";
        OutputLine.WriteSentence($"Wrote {exported.Path}");
        OutputLine.WriteSentence(
            Invariant($"Size: {sizes.BytesBefore} -> {sizes.BytesAfter} bytes; ")
            + Invariant($"compressed with gzip: {sizes.GzipBytesBefore} -> {sizes.GzipBytesAfter} bytes."));
        Preprocessing preprocessing = exported.Export.Preprocessor.Preprocessing;
        string order = preprocessing.Order.ToString().ToUpperInvariant();
        OutputLine.WriteSentence(
            $"Input: {exported.InputTensor} {exported.Export.InputShape}, {order}, {normalization}{PreprocessingText.Of(preprocessing)}.");
        OutputLine.WriteSentence(exported.Export.NoveltyTensor is string novelty
            ? $"Outputs: {exported.OutputTensor}, {novelty}."
            : $"Output: {exported.OutputTensor}.");
        OutputLine.WriteSentence(comparison.Images == 0
            ? "No probabilities were compared; name images with --image to compare them."
            : Invariant($"Largest difference in a probability: {comparison.LargestDifference:G3}; ")
                + Invariant($"another label on {comparison.ChangedLabels} of {comparison.Images} images."));
    }

    private static string Rounded(ChannelValues values) =>
        values.IsUniform ? Invariant($"{values.Red:G6}") : Invariant($"{values.Red:G6},{values.Green:G6},{values.Blue:G6}");
}
