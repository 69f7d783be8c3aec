using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;
using Retrain.Training.Packs;

namespace Retrain.Training.Caching;

/// <summary>Looks after an existing cache for a person, who is told what is wrong with it instead of going on without.</summary>
internal sealed class CacheMaintenance : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly CacheFile file;
    private CacheSession? session;

    /// <param name="folder">The folder of the cache, which is not created.</param>
    public CacheMaintenance(string folder) => file = new CacheFile(Path.GetFullPath(folder));

    public string DatabasePath => file.Path;

    public bool Exists => File.Exists(file.Path);

    /// <summary>Reads what the cache holds, which is nothing if there is none.</summary>
    /// <exception cref="RetrainException">RT3012: it cannot be read.</exception>
    public CacheContents Contents() =>
        Exists ? Try(() => CacheContents.Read(Session(), file)) : new CacheContents(file.Path, file.DiskBytes, 0, [], []);

    /// <summary>Whether the cache has the bottleneck of a key.</summary>
    /// <exception cref="RetrainException">RT3012: it cannot be read.</exception>
    public bool Has(BottleneckKey key) => Exists && Try(() => Session().Has(key.Hash));

    /// <summary>Reads every entry.</summary>
    /// <param name="mostNamed">The number of damaged entries that are named; all are counted.</param>
    /// <exception cref="RetrainException">RT3012: the file as a whole is damaged, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CacheVerification Verify(int mostNamed, CancellationToken cancellationToken) => Try(() =>
    {
        CacheVerification verification = new(Session(), mostNamed);
        verification.Run(cancellationToken);
        return verification;
    });

    /// <summary>Moves damaged entries to a file of their own, and corrects the record of what is used.</summary>
    /// <returns>The path of the file; <see langword="null"/> if nothing is damaged.</returns>
    /// <exception cref="RetrainException">RT3012: the cache cannot be written.</exception>
    public string? Repair(IReadOnlyList<DamagedEntry> damaged) => Try(() =>
    {
        string? target = damaged.Count > 0 ? file.NextEntriesPath() : null;
        if (target is not null)
        {
            CacheRepair.SetAside(Session(), target, damaged);
        }

        new CacheRemoval(Session()).ForgetWhatIsGone();
        return target;
    });

    /// <summary>Moves the database out of the way, as a run does when it meets the damage.</summary>
    /// <returns>The new path of the database.</returns>
    /// <exception cref="RetrainException">RT3012: it cannot be moved, for instance because another process uses it.</exception>
    public string SetAsideWhole() => Try(() =>
    {
        Close();
        return file.SetAside() ?? file.Path;
    });

    /// <summary>Removes what a person does not want to keep, unless a running process uses it.</summary>
    /// <param name="isTrial">Whether nothing is removed, and only counted.</param>
    /// <returns>The number of entries, about how many bytes they take, and the bytes that were freed on the disk.</returns>
    /// <exception cref="RetrainException">
    /// RT3012: the cache cannot be written; RT4062: no entries come from the backbone.
    /// </exception>
    public (long Entries, long Bytes, long FreedBytes) Prune(CachePruning pruning, bool isTrial) => Try(() =>
    {
        if (!Exists)
        {
            return default;
        }

        CacheSession database = Session();
        RequireEntries(database, pruning.Backbone);
        long before = file.DiskBytes;
        (long entries, long bytes) = pruning.Run(database, isTrial);
        if (!isTrial)
        {
            CacheRemoval removal = new(database);
            removal.ForgetWhatIsGone();
            removal.Compact();
            removal.Shrink();
            Close();
        }

        return (entries, bytes, Math.Max(0, before - file.DiskBytes));
    });

    /// <summary>Writes the bottlenecks to a pack, which appears when it is whole.</summary>
    /// <param name="path">The path of the pack.</param>
    /// <param name="backbone">The name of the only backbone, or the beginning of its digest; <see langword="null"/> for all.</param>
    /// <returns>The number of bottlenecks that were written, and of damaged ones, which were left out.</returns>
    /// <exception cref="RetrainException">
    /// RT3012: the cache cannot be read; RT4007: the pack cannot be written; RT4062: no entries come from the backbone.
    /// </exception>
    public (int Written, int Damaged) Export(string path, string? backbone, CancellationToken cancellationToken)
    {
        OutputPath output = new(path);
        using StagedFile pack = new(output);
        (int Written, int Damaged) counts = default;
        CacheSession database = Try(Session);
        RequireEntries(database, backbone);
        try
        {
            pack.Write(stream => counts = CacheExport.Write(database, stream, backbone, cancellationToken));
        }
        catch (SqliteException exception)
        {
            throw new RetrainException(CacheDiagnostics.NotMaintained(file.Path, CacheFailure.Reason(exception)), exception);
        }

        pack.Publish();
        return counts;
    }

    /// <summary>Reads the bottlenecks in groups, each of one network.</summary>
    /// <param name="backbone">The name of the only backbone, or the beginning of its digest; <see langword="null"/> for all.</param>
    /// <param name="group">Receives the groups.</param>
    /// <returns>The numbers of those that were left out: damaged ones, and those whose network is not known.</returns>
    /// <exception cref="RetrainException">RT3012: the cache cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (long Damaged, long Unknown) ReadGroups(
        string? backbone, Action<IReadOnlyList<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)>> group,
        CancellationToken cancellationToken) => Try(() =>
        {
            CacheEntries entries = new(Session(), backbone);
            entries.Read(group, cancellationToken);
            return (entries.DamagedCount, entries.UnknownCount);
        });

    /// <summary>Makes sure that there are entries.</summary>
    /// <param name="backbone">The name of the only backbone, or the beginning of its digest; <see langword="null"/> for all.</param>
    /// <exception cref="RetrainException">RT3012: the cache cannot be read; RT4062: no entries come from the backbone.</exception>
    public void RequireEntries(string? backbone) => RequireEntries(Try(Session), backbone);

    /// <summary>Stores the bottlenecks of a pack that the cache does not have. A cache that does not exist is made.</summary>
    /// <param name="path">The path of the pack.</param>
    /// <returns>The number of bottlenecks in the pack, and of those that were stored.</returns>
    /// <exception cref="RetrainException">
    /// RT3012: the cache or the pack cannot be read or written; RT3020, RT3021, RT3022: the pack is not to be believed.
    /// </exception>
    public (long Read, long Stored) Import(string path, CancellationToken cancellationToken) => Try(() =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        PackReader pack = PackReader.Open(stream, path, PackSigningKey.FromEnvironment());
        session ??= file.Open();
        CacheImport import = new(session);
        import.Read(pack, path, cancellationToken);
        return (pack.Count, import.StoredCount);
    });

    /// <summary>Removes all that no running process uses.</summary>
    /// <returns>The bytes that were freed, and the number of entries that stay because running processes use the cache.</returns>
    /// <exception cref="RetrainException">RT3012: it cannot be removed.</exception>
    public (long FreedBytes, long KeptEntries) Clear() => Try(() =>
    {
        Close();
        long before = file.DiskBytes;
        long kept = 0;
        if (!file.TryDelete())
        {
            CacheRemoval removal = new(Session());
            removal.Remove(removal.Candidates());
            removal.Shrink();
            kept = CacheContents.Read(Session(), file).Entries;
            Close();
        }

        return (Math.Max(0, before - file.DiskBytes), kept);
    });

    public void Dispose() => Close();

    private void RequireEntries(CacheSession database, string? backbone)
    {
        IReadOnlyList<CacheContents.Network> networks = backbone is null ? [] : CacheContents.Read(database, file).Networks;
        if (backbone is not null && !networks.Any(network => CacheBackbones.Matches(network, backbone)))
        {
            throw new RetrainException(
                CacheCommandDiagnostics.NoEntriesOf(backbone, [.. networks.Select(network => network.Name).Distinct()]));
        }
    }

    private void Close()
    {
        session?.Dispose();
        session = null;
    }

    private CacheSession Session() => session ??= file.OpenExisting();

    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(CacheDiagnostics.NotMaintained(file.Path, CacheFailure.Reason(exception)), exception);
        }
    }
}
