using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The network that computes the bottlenecks was loaded.</summary>
/// <param name="BottleneckLength">The number of values in a bottleneck.</param>
internal sealed record BackboneLoaded(string Name, Digest Digest, int BottleneckLength) : TrainingEvent;

/// <summary>A backbone was read from a file, and everything that no flag gives was inferred from it.</summary>
/// <param name="IsNormalizationAssumed">Whether the usual mean or std is assumed because neither a flag nor the file gives it.</param>
/// <param name="IsOfUnitInterval">Whether mean and deviation were given for values in [0, 1] and not for grey levels.</param>
internal sealed record BackboneRead(
    Backbone Backbone, bool IsNormalizationAssumed, bool IsOfUnitInterval = false) : TrainingEvent;

/// <summary>Another process is downloading the backbone, and this one waits for it.</summary>
/// <param name="Path">The path that the archive will have.</param>
internal sealed record DownloadAwaited(string Path) : TrainingEvent;

/// <summary>The download of a backbone has started.</summary>
/// <param name="Path">The path that the archive will have.</param>
/// <param name="DoneBytes">The number of bytes that an earlier run already received.</param>
internal sealed record DownloadStarted(Uri Url, string Path, long DoneBytes) : TrainingEvent;

/// <summary>A part of a backbone has arrived.</summary>
/// <param name="TotalBytes">The size of the archive; <see langword="null"/> if the server does not give it.</param>
internal sealed record DownloadProgressed(long DoneBytes, long? TotalBytes) : TrainingEvent;

/// <summary>The archive of a backbone is complete.</summary>
internal sealed record DownloadFinished(string Path, long SizeBytes, Digest Digest) : TrainingEvent;
