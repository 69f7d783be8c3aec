using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Downloads;
using Retrain.Training.Events;

namespace Retrain.Training.Hubs;

/// <summary>
/// A repository of a hub, of which this computer may have files already. The cache is looked into first: what is complete there is used,
/// and the hub is not asked.
/// </summary>
internal sealed class HubRepository(HubAddress address, HubSettings settings, Action<TrainingEvent> report)
{
    private readonly HubCache cache = new(settings.CacheFolder, address);

    /// <inheritdoc cref="HubCache.Digests" />
    public IReadOnlyDictionary<string, Digest> Digests => cache.Digests;

    /// <summary>Downloads what is missing of a network, its external data and the files that describe its images.</summary>
    /// <exception cref="RetrainException">RT2067 to RT2078: it cannot be obtained.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled; what has arrived is kept.</exception>
    public HubSnapshot Open(CancellationToken cancellationToken)
    {
        try
        {
            return OpenOnly(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(HubDiagnostics.CacheNotWritable(cache.Folder, exception.Message.TrimEnd('.')), exception);
        }
    }

    private HubSnapshot OpenOnly(CancellationToken cancellationToken)
    {
        SnapshotContents? present = cache.Commit() is string commit ? new SnapshotContents(cache, commit, address.File) : null;
        if (present?.Complete() is string complete)
        {
            return SnapshotOf(present.Commit, complete);
        }

        if (settings.IsOffline)
        {
            return Present("HF_HUB_OFFLINE forbids to use the network", null);
        }

        try
        {
            return Download(cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return Present(HttpFailure.Reason(exception), exception);
        }

        HubSnapshot Present(string reason, Exception? cause) => present?.Usable() is string usable
            ? SnapshotOf(present.Commit, usable)
            : throw new RetrainException(
                HubDiagnostics.Unreachable(
                    address.ToString(),
                    new Uri(settings.Endpoint, address.Repository),
                    reason,
                    $"'{address.File ?? SnapshotContents.UsualNetworks[0]}'",
                    cache.Snapshot(present?.Commit ?? "COMMIT")),
                cause);
    }

    private HubSnapshot SnapshotOf(string commit, string network) =>
        new(address.Repository, commit, cache.Snapshot(commit), cache.FileIn(commit, network));

    private HubSnapshot Download(CancellationToken cancellationToken)
    {
        using DownloadClient client = new(settings.Token) { Patience = settings.Patience };
        HubClient hub = new(client, settings.Endpoint, address);
        HubListing listing = hub.List(cancellationToken);
        string network = NetworkOf(listing, hub.Page);
        HubFileDownload download = new(cache, client, hub, report);
        download.Fetch(listing.Commit, network, cancellationToken);

        string path = cache.FileIn(listing.Commit, network);
        string[] data = [.. ExternalWeights.NamesIn(path).Select(name => SnapshotContents.Beside(network, name))];
        foreach (string file in data.Where(file => !listing.Files.Contains(file)))
        {
            throw new RetrainException(HubDiagnostics.NoFile(address.Repository, hub.Page, file, []));
        }

        download.RequireSize(listing.Commit, path, data, cancellationToken);
        IReadOnlyList<string> processors = SnapshotContents.Processors(network);
        foreach (string file in data.Concat(processors.Where(listing.Files.Contains)))
        {
            download.Fetch(listing.Commit, file, cancellationToken);
        }

        foreach (string file in processors.Concat(SnapshotContents.UsualNetworks).Where(file => !listing.Files.Contains(file)))
        {
            cache.MarkAsMissing(listing.Commit, file);
        }

        cache.WriteCommit(listing.Commit);
        return SnapshotOf(listing.Commit, network);
    }

    private string NetworkOf(HubListing listing, Uri page)
    {
        string[] networks = [.. listing.Files.Where(file => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))];
        string? network = address.File is string file
            ? Array.Find(networks, file.Equals)
            : SnapshotContents.UsualNetworks.FirstOrDefault(networks.Contains) ?? (networks is [string only] ? only : null);
        return network ?? throw new RetrainException(HubDiagnostics.NoFile(address.Repository, page, address.File, networks));
    }
}
