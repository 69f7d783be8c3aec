using System.Text;
using Google.Protobuf;
using Retrain.Training.Evaluation;
using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Summaries;

/// <summary>The confusion matrix of the final test for TensorBoard: a picture, and a table where it is not too large.</summary>
internal static class ConfusionMatrixSummary
{
    private const int TensorFlowString = 7; // DT_STRING

    public static Summary Of(ConfusionMatrix matrix)
    {
        (byte[] png, int side) = ConfusionMatrixImage.Draw(matrix);
        Summary summary = new();
        summary.Value.Add(new Summary.Types.Value
        {
            Tag = "test/confusion_matrix",
            Image = new() { Height = side, Width = side, Colorspace = 3, EncodedImageString = ByteString.CopyFrom(png) },
        });
        if (ConfusionMatrixTable.Of(matrix) is string table)
        {
            summary.Value.Add(new Summary.Types.Value
            {
                Tag = "test/confusion_matrix_table",
                Metadata = new() { PluginData = new() { PluginName = "text" } },
                Tensor = new() { Dtype = TensorFlowString, TensorShape = new(), StringVal = { ByteString.CopyFrom(table, Encoding.UTF8) } },
            });
        }

        return summary;
    }
}
