using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Shards;

/// <summary>The place where the results of all parts lie, which all tasks see.</summary>
internal abstract class ShardResults
{
    /// <summary>The folder or the address, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>Fails before the work if the result could not be written after it.</summary>
    /// <exception cref="RetrainException">RT3030: it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract void RequireWritable(Shard shard, CancellationToken cancellationToken);

    /// <summary>Writes the result of a part, whole or not at all, in place of an earlier one.</summary>
    /// <param name="part">The photos of the part.</param>
    /// <returns>The words for where it lies.</returns>
    /// <exception cref="RetrainException">RT3030: it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract string Write(ShardResult result, PartPhotos part, CancellationToken cancellationToken);

    /// <summary>Reads the result of a part.</summary>
    /// <param name="part">The photos of the part.</param>
    /// <param name="photos">Their digest.</param>
    /// <param name="flags">The flags that the result is expected to have; one of others may be returned as well.</param>
    /// <param name="report">Told of what cannot be read, or is not the result of this part.</param>
    /// <returns>The result; <see langword="null"/> where there is none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract ShardResult? Read(
        PartPhotos part, Digest photos, ShardFlags flags, Action<Diagnostic> report, CancellationToken cancellationToken);

    /// <summary>Finds out whether there are results of another number of parts.</summary>
    /// <returns>Another number; <see langword="null"/> where there is none, or nothing says so.</returns>
    public virtual int? OtherCount(int count) => null;
}
