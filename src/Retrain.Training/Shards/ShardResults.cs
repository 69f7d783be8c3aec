using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.Shards;

/// <summary>The place where the results of all parts lie, which all tasks see.</summary>
/// <param name="signingKey">The key that results are signed with, and must be signed with; <see langword="null"/> to believe any.</param>
internal abstract class ShardResults(PackSigningKey? signingKey)
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
    /// <exception cref="RetrainException">RT3050: the place cannot be read, so that nothing is known of any part.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract FoundResult Read(
        PartPhotos part, Digest photos, ShardFlags flags, Action<Diagnostic> report, CancellationToken cancellationToken);

    /// <summary>Explains why there may be no result at all.</summary>
    /// <param name="count">The number of parts that was asked for.</param>
    /// <returns>RT3038 or RT3053; <see langword="null"/> where nothing is known.</returns>
    public virtual Diagnostic? ExplainNone(int count) => null;

    /// <summary>The bytes of a result.</summary>
    protected byte[] ToBytes(ShardResult result) => ShardResultJson.Write(result, signingKey);

    /// <summary>Reads the bytes of a result.</summary>
    /// <param name="name">Its file or another name for messages.</param>
    /// <param name="complete">Adds what was left out of the bytes.</param>
    /// <param name="report">Told of what is not the result of this part.</param>
    protected FoundResult FromBytes(
        byte[] content, Shard shard, string name, Func<ShardResult, ShardResult> complete, Action<Diagnostic> report)
    {
        if (!ShardSignature.IsRight(content, signingKey))
        {
            return new(null, IsUnsigned: true);
        }

        try
        {
            ShardResult result = ShardResultJson.Read(content);
            return result.Shard == shard
                ? new(complete(result))
                : throw new FormatException(FormattableString.Invariant($"it is the result of part {result.Shard}"));
        }
        catch (FormatException exception)
        {
            report(ShardDiagnostics.ResultUnusable(name, exception.Message));
            return new(null, IsUnusable: true);
        }
    }
}
