using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>A backbone's archive is there.</summary>
internal sealed record DownloadFinished(string Path, long SizeBytes, Digest Digest) : TrainingEvent;
