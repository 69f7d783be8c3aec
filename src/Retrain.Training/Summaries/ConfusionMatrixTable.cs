using System.Globalization;
using System.Text;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Summaries;

/// <summary>Writes a confusion matrix as a Markdown table for TensorBoard's text tab.</summary>
internal static class ConfusionMatrixTable
{
    // A wider table would be of no use to a reader and take a megabyte.
    private const int MostLabels = 100;

    /// <returns>The table; <see langword="null"/> if there are too many labels for one.</returns>
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
            string Cell(int predicted) => matrix[row, predicted].ToString(CultureInfo.InvariantCulture);
            AppendRow([matrix.Labels[label], .. Enumerable.Range(0, matrix.Labels.Count).Select(Cell)]);
        }

        return text.ToString();

        void AppendRow(IEnumerable<string> cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select(Shown)).Append(" |\n");
    }

    private static string Shown(string cell) => VisibleText.Of(cell).Replace("|", "\\|", StringComparison.Ordinal);
}
