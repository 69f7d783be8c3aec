using Retrain.Training.Caching;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Finds the digests of the next images while the bottlenecks of others are read: both take about as long, and each of two connections to
/// the database is read by a thread of its own.
/// </summary>
internal sealed class DigestsAhead : IDisposable
{
    private readonly CacheDatabase database;
    private readonly DigestLookup lookup;
    private Task finding = Task.CompletedTask;

    /// <param name="folder">The folder of the cache.</param>
    public DigestsAhead(string folder)
    {
        // The cache itself meets what is wrong with the database, and tells of it.
        database = CacheDatabase.Open(Path.GetFullPath(folder), folderIsRequired: false, _ => { });
        lookup = new DigestLookup(new ImageDigests(database));
    }

    /// <summary>Begins to find the digests of images, when those that it was asked for before are found.</summary>
    public void Begin(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        End();
        finding = Task.Run(() => lookup.Find(images, cancellationToken), CancellationToken.None);
    }

    /// <summary>Waits until all that was asked for is found.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void End() => finding.GetAwaiter().GetResult();

    public void Dispose()
    {
        ((IAsyncResult)finding).AsyncWaitHandle.WaitOne();
        database.Dispose();
    }
}
