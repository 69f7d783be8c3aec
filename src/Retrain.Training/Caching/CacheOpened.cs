using Retrain.Training.Events;

namespace Retrain.Training.Caching;

/// <summary>Reports the folder in which bottlenecks are looked up and stored.</summary>
internal sealed record CacheOpened(string Folder) : TrainingEvent;
