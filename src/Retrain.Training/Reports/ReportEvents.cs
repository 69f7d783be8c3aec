using Retrain.Training.Events;

namespace Retrain.Training.Reports;

/// <summary>All images were checked for a report.</summary>
internal sealed record ReportChecked(int ImageCount, int FindingCount, TimeSpan Elapsed) : TrainingEvent;
