using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Training.Diagnostics;
using Retrain.Training.Downloads;
using Retrain.Training.Events;
using Retrain.Training.Files;

namespace Retrain.Training.Hubs;

/// <summary>Brings files of a commit into the cache; of several processes, one downloads a file while others wait.</summary>
internal sealed class HubFileDownload(HubCache cache, DownloadClient client, HubClient hub, Action<TrainingEvent> report)
{
    /// <summary>Downloads a file if the cache does not have it.</summary>
    /// <exception cref="HttpRequestException">The file cannot be downloaded; what has arrived is kept.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="RetrainException">RT2072: the hub sent other bytes than it says.</exception>
    public void Fetch(string commit, string file, CancellationToken cancellationToken)
    {
        if (cache.Has(commit, file))
        {
            return;
        }

        HubFile expected = hub.Describe(commit, file, cancellationToken);
        ExternalWeights.RequireSize(expected.SizeBytes ?? 0, file);
        string blob = cache.Blob(expected.Etag);
        string lockFile = cache.LockFile(expected.Etag);
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        Directory.CreateDirectory(Path.GetDirectoryName(lockFile)!);
        using FileLock held = FileLock.Exclusive(lockFile, () => report(new DownloadAwaited(blob)), cancellationToken);

        // Another process may have downloaded it in the meantime, or another commit may have the same file.
        if (!File.Exists(blob) || expected.Difference(blob) is not null)
        {
            Uri url = hub.AddressOf(commit, file);
            new ReportedDownload(blob, report).Run(
                client,
                url,
                expected.SizeBytes ?? ExternalWeights.MaximumBytes,
                path => RequireRight(url, expected, path),
                cancellationToken);
        }

        cache.Publish(commit, file, expected.Etag);
    }

    /// <summary>Refuses a network whose weights are too large, before they are downloaded.</summary>
    /// <exception cref="RetrainException">RT2077: they are.</exception>
    public void RequireSize(string commit, string network, IReadOnlyList<string> data, CancellationToken cancellationToken)
    {
        long sizeBytes = data.Where(file => !cache.Has(commit, file))
            .Sum(file => hub.Describe(commit, file, cancellationToken).SizeBytes ?? 0);
        ExternalWeights.RequireSize(sizeBytes, network);
    }

    private static void RequireRight(Uri url, HubFile expected, string path)
    {
        if (expected.Difference(path) is string difference)
        {
            throw new RetrainException(HubDiagnostics.WrongBytes(url, difference));
        }
    }
}
