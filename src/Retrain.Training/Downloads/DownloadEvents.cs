using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Downloads;

/// <summary>Another process is downloading the file, and this one waits for it.</summary>
/// <param name="Path">The path that the file will have.</param>
internal sealed record DownloadAwaited(string Path) : TrainingEvent;

/// <summary>The download of a file has started.</summary>
/// <param name="Path">The path that the file will have.</param>
/// <param name="DoneBytes">The number of bytes that an earlier run already received.</param>
internal sealed record DownloadStarted(Uri Url, string Path, long DoneBytes) : TrainingEvent;

/// <summary>A part of a file has arrived.</summary>
/// <param name="TotalBytes">The size of the file; <see langword="null"/> if the server does not give it.</param>
internal sealed record DownloadProgressed(long DoneBytes, long? TotalBytes) : TrainingEvent;

/// <summary>A downloaded file is complete.</summary>
internal sealed record DownloadFinished(string Path, long SizeBytes, Digest Digest) : TrainingEvent;
