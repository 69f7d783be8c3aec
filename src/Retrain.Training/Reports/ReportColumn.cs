namespace Retrain.Training.Reports;

/// <summary>A column of a <see cref="ReportTable"/>.</summary>
/// <param name="Name">The heading.</param>
/// <param name="HasBar">Whether a bar beside each number shows its size.</param>
/// <param name="IsText">Whether the cells are words, which begin at the left.</param>
internal sealed record ReportColumn(string Name, bool HasBar = false, bool IsText = false);
