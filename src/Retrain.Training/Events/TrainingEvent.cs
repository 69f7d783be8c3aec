using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Events;

/// <summary>Something that happened during a run and that a display may show. Events of one run arrive one at a time.</summary>
internal abstract record TrainingEvent;

/// <summary>A warning, or an error that the run survives.</summary>
internal sealed record ProblemFound(Diagnostic Diagnostic) : TrainingEvent;
