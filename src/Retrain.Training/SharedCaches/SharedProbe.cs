using System.Diagnostics;
using System.Runtime.InteropServices;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Tries whether a store can be read and written, and how fast it is. What it writes are two packs under names of their own, the same for
/// everyone, in which no run looks for anything.
/// </summary>
/// <param name="store">The store.</param>
internal sealed class SharedProbe(SharedStore store)
{
    private const int LookUps = 5;
    private const int LargeValues = 1 << 18;
    private const string Odd = "check whether the address is that of a server that keeps what is PUT there";

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private static readonly byte[] Large = PackOf([.. Enumerable.Range(0, LargeValues).Select(i => i / 4f)]);

    /// <summary>The name of the small pack.</summary>
    public static Digest Name { get; } = Digest.Of("retrain-probe v1\n"u8);

    /// <summary>A pack with one value.</summary>
    public static byte[] SmallContent { get; } = PackOf([1]);

    private static Digest NameOfNothing { get; } = Digest.Of("retrain-probe v1 missing\n"u8);

    /// <summary>Tries the store.</summary>
    /// <param name="isWritten">Whether it is to be written too.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ProbedStore Run(bool isWritten, CancellationToken cancellationToken)
    {
        ProbedStore found = new() { Name = store.Name };
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < LookUps; i++)
        {
            started = Stopwatch.GetTimestamp();
            if (Read(NameOfNothing, out _, cancellationToken) is StoreException unreadable)
            {
                return found with { ReadProblem = unreadable };
            }
        }

        // The last look-up does not open a connection.
        found = found with { LookUp = Stopwatch.GetElapsedTime(started) };
        if (!isWritten)
        {
            return found;
        }

        started = Stopwatch.GetTimestamp();
        if ((Write(StoredObject.OfKey(Name), SmallContent, cancellationToken)
            ?? Write(StoredObject.OfContent(Digest.Of(Large)), Large, cancellationToken)) is StoreException unwritable)
        {
            return found with { WriteProblem = unwritable };
        }

        found = found with { Written = Stopwatch.GetElapsedTime(started), Bytes = Large.Length };
        started = Stopwatch.GetTimestamp();
        StoreException? problem = Read(Name, out byte[]? small, cancellationToken);
        byte[]? large = null;
        problem ??= Read(StoredObject.OfContent(Digest.Of(Large)), out large, cancellationToken);
        return problem is not null ? found with { ReadProblem = problem }
            : small is null || large is null ? found with { ReadProblem = new("what was written there is not found") { Advice = Odd } }
            : !small.SequenceEqual(SmallContent) || !large.SequenceEqual(Large)
                ? found with { ReadProblem = new("it gives other bytes than were written") { Advice = Odd } }
            : found with { Read = Stopwatch.GetElapsedTime(started) };
    }

    private static byte[] PackOf(float[] values)
    {
        using MemoryStream content = new();
        using PackWriter pack = new(content);
        pack.Add(Name, MemoryMarshal.AsBytes<float>(values));
        pack.Complete();
        return content.ToArray();
    }

    private StoreException? Write(StoredObject item, byte[] content, CancellationToken cancellationToken) =>
        StoreCall.Try(token => store.WriteAsync(item, content, token), LongestCall, cancellationToken);

    private StoreException? Read(Digest name, out byte[]? content, CancellationToken cancellationToken) =>
        Read(StoredObject.OfKey(name), out content, cancellationToken);

    private StoreException? Read(StoredObject item, out byte[]? content, CancellationToken cancellationToken)
    {
        byte[]? read = null;
        StoreException? problem = StoreCall.Try(
            async token => read = await store.ReadAsync(item, SharedReader.MostPackBytes, token).ConfigureAwait(false),
            LongestCall, cancellationToken);
        content = read;
        return problem;
    }
}
