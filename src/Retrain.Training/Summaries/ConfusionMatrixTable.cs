using System.Globalization;
using System.Text;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Summaries;

/// <summary>Writes a confusion matrix as a Markdown table for TensorBoard's text tab.</summary>
internal static class ConfusionMatrixTable
{
    /// <summary>The largest number of labels: a wider table would be of no use to a reader and take a megabyte.</summary>
    public const int MostLabels = 100;

    /// <returns>The table; <see langword="null"/> if there are too many labels for one.</returns>
    public static string? Of(ConfusionMatrix matrix)
    {
        if (matrix.Labels.Count > MostLabels)
        {
            return null;
        }

        // The numbers of the picture.
        bool isKey = ConfusionMatrixImage.HasNumbers(matrix.Labels);
        string[] names = [.. matrix.Labels.Select((label, index) => isKey ? FormattableString.Invariant($"{index + 1} {label}") : label)];
        StringBuilder text = new();
        AppendRow(["label \\ predicted", .. names]);
        AppendRow(["---", .. names.Select(_ => "---:")]);
        for (int label = 0; label < matrix.Labels.Count; label++)
        {
            int row = label;
            string Cell(int predicted) => matrix[row, predicted].ToString(CultureInfo.InvariantCulture);
            AppendRow([names[label], .. Enumerable.Range(0, matrix.Labels.Count).Select(Cell)]);
        }

        return text.ToString();

        void AppendRow(IEnumerable<string> cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select(Shown)).Append(" |\n");
    }

    private static string Shown(string cell) => VisibleText.Of(cell).Replace("|", "\\|", StringComparison.Ordinal);
}
