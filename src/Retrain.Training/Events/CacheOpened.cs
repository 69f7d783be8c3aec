namespace Retrain.Training.Events;

/// <summary>Bottlenecks are looked for, and stored, in this folder.</summary>
internal sealed record CacheOpened(string Folder) : TrainingEvent;
