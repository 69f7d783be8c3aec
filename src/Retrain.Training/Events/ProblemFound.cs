using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Events;

/// <summary>A warning, or an error that the run survives.</summary>
internal sealed record ProblemFound(Diagnostic Diagnostic) : TrainingEvent;
