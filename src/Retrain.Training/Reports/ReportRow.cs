namespace Retrain.Training.Reports;

/// <summary>A row of a <see cref="ReportTable"/>.</summary>
/// <param name="Cells">The text of each column.</param>
internal sealed record ReportRow(IReadOnlyList<string> Cells)
{
    /// <summary>The lengths of the bars, in [0, 1], by their column; a column without a length has an empty bar.</summary>
    public IReadOnlyDictionary<int, double> Bars { get; init; } = new Dictionary<int, double>();

    /// <summary>The id of the element that the last cell leads to; <see langword="null"/> for none.</summary>
    public string? Link { get; init; }

    public double? Bar(int column) => Bars.TryGetValue(column, out double length) ? length : null;
}
