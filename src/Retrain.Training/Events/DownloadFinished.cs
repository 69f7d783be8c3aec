using Retrain.Training.Caching;

namespace Retrain.Training.Events;

/// <summary>A backbone's archive is there.</summary>
internal sealed record DownloadFinished(string Path, long SizeBytes, Digest Digest) : TrainingEvent;
