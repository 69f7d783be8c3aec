using Retrain.Training.Events;

namespace Retrain.Training;

/// <summary>The page that shows the run is there.</summary>
internal sealed record ReportWritten(string Path) : TrainingEvent;
