using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>A backbone is not there and is downloaded.</summary>
/// <param name="Path">Where it will be.</param>
/// <param name="DoneBytes">Already there from an earlier run.</param>
internal sealed record DownloadStarted(Uri Url, string Path, long DoneBytes) : TrainingEvent;
