using System.Globalization;
using System.Text;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Summaries;

/// <summary>A confusion matrix as a Markdown table, which TensorBoard's text tab shows.</summary>
internal static class ConfusionMatrixTable
{
    // A wider table is no use to a reader, and would take a megabyte.
    private const int MostLabels = 100;

    /// <returns><see langword="null"/> where there are too many labels for a table.</returns>
    public static string? Of(ConfusionMatrix matrix)
    {
        if (matrix.Labels.Count > MostLabels)
        {
            return null;
        }

        StringBuilder text = new();
        AppendRow(["label \\ predicted", .. matrix.Labels]);
        AppendRow(["---", .. matrix.Labels.Select(_ => "---:")]);
        for (int label = 0; label < matrix.Labels.Count; label++)
        {
            int row = label;
            AppendRow([matrix.Labels[label], .. matrix.Labels.Select((_, predicted) => matrix[row, predicted].ToString(CultureInfo.InvariantCulture))]);
        }

        return text.ToString();

        void AppendRow(IEnumerable<string> cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }
}
