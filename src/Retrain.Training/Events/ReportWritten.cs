namespace Retrain.Training.Events;

/// <summary>The page that shows the run is there.</summary>
internal sealed record ReportWritten(string Path) : TrainingEvent;
