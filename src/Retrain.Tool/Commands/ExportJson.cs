using Retrain.Runtime.Images;
using Retrain.Tool.Display;
using Retrain.Training.Exports;

namespace Retrain.Tool.Commands;

/// <summary>Prints an exported graph as one JSON object. Programs read it: names stay, new ones may come.</summary>
internal static class ExportJson
{
    public static void Print(ExportedGraph exported) => JsonLine.Print(json =>
    {
        json.WriteString("graph", exported.Path);
        json.WriteString("inputTensor", exported.InputTensor);
        json.WriteNumber("inputHeight", exported.Export.Preprocessor.HeightPixels);
        json.WriteNumber("inputWidth", exported.Export.Preprocessor.WidthPixels);
        if (exported.Export.Normalization is Normalization said)
        {
            PreprocessingJson.WriteNumbers(json, "inputMean", said.Mean);
            PreprocessingJson.WriteNumbers(json, "inputStd", said.Std);
        }

        if (!exported.Export.Preprocessor.Preprocessing.IsLegacy)
        {
            json.WritePropertyName("preprocessing");
            PreprocessingJson.WriteTo(json, exported.Export.Preprocessor.Preprocessing);
        }

        json.WriteString("outputTensor", exported.OutputTensor);
        if (exported.Export.NoveltyTensor is string novelty)
        {
            json.WriteString("noveltyTensor", novelty);
        }

        json.WriteNumber("sizeBytesBefore", exported.Sizes.BytesBefore);
        json.WriteNumber("sizeBytesAfter", exported.Sizes.BytesAfter);
        json.WriteNumber("gzipBytesBefore", exported.Sizes.GzipBytesBefore);
        json.WriteNumber("gzipBytesAfter", exported.Sizes.GzipBytesAfter);
        ExportComparison comparison = exported.Comparison;
        json.WriteNumber("images", comparison.Images);
        if (comparison.Images > 0)
        {
            json.WriteNumber("largestDifference", comparison.LargestDifference);
            json.WriteNumber("changedLabels", comparison.ChangedLabels);
        }
    });
}
