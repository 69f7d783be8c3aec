using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>Some of a backbone is there.</summary>
/// <param name="TotalBytes"><see langword="null"/> where the server does not say.</param>
internal sealed record DownloadProgressed(long DoneBytes, long? TotalBytes) : TrainingEvent;
