using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>Another process downloads the backbone, and this one waits for it.</summary>
/// <param name="Path">Where its archive will be.</param>
internal sealed record DownloadAwaited(string Path) : TrainingEvent;
