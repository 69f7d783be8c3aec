namespace Retrain.Training.Events;

/// <summary>Something that happened during a run and that a display may show. Events of one run arrive one at a time.</summary>
internal abstract record TrainingEvent;
