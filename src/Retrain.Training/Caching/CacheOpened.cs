using Retrain.Training.Events;

namespace Retrain.Training.Caching;

/// <summary>The cache was opened in a folder.</summary>
internal sealed record CacheOpened(string Folder) : TrainingEvent;
