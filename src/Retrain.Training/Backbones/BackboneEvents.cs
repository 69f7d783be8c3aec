using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The network that makes the bottlenecks was loaded.</summary>
/// <param name="BottleneckLength">Values of one bottleneck.</param>
internal sealed record BackboneLoaded(string Name, Digest Digest, int BottleneckLength) : TrainingEvent;

/// <summary>A backbone was read from a file, and everything that flags did not say was inferred from it.</summary>
/// <param name="IsNormalizationAssumed">Whether mean or std is the usual one, as neither flags nor the file say it.</param>
internal sealed record BackboneRead(Backbone Backbone, bool IsNormalizationAssumed) : TrainingEvent;

/// <summary>Another process downloads the backbone, and this one waits for it.</summary>
/// <param name="Path">The path that its archive will have.</param>
internal sealed record DownloadAwaited(string Path) : TrainingEvent;

/// <summary>The download of a backbone has started.</summary>
/// <param name="Path">The path that it will have.</param>
/// <param name="DoneBytes">The bytes that are there from an earlier run.</param>
internal sealed record DownloadStarted(Uri Url, string Path, long DoneBytes) : TrainingEvent;

/// <summary>Some of a backbone has arrived.</summary>
/// <param name="TotalBytes"><see langword="null"/> where the server does not say.</param>
internal sealed record DownloadProgressed(long DoneBytes, long? TotalBytes) : TrainingEvent;

/// <summary>A backbone's archive has arrived.</summary>
internal sealed record DownloadFinished(string Path, long SizeBytes, Digest Digest) : TrainingEvent;
