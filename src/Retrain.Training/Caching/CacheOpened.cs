using Retrain.Training.Events;

namespace Retrain.Training.Caching;

/// <summary>Bottlenecks are looked for, and stored, in this folder.</summary>
internal sealed record CacheOpened(string Folder) : TrainingEvent;
