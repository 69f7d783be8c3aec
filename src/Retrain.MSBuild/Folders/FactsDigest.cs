using System.Runtime.CompilerServices;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Folders;

/// <summary>
/// A digest of the facts of many files: the sum of a hash of each file's path and facts. The order in which a system gives the files
/// makes no difference, and threads can add up parts of it.
/// </summary>
internal struct FactsDigest
{
    /// <summary>For code that a build runs once, much of it before .NET would optimize it. .NET Standard 2.0 has no name for it.</summary>
    public const MethodImplOptions OptimizedAtOnce = (MethodImplOptions)512;

    private const int FilesInPart = 2000;

    private ulong first;
    private ulong second;

    /// <summary>The number of files.</summary>
    public int Count { get; private set; }

    /// <summary>Adds up parts of a list of files on all cores.</summary>
    /// <param name="count">The number of files.</param>
    /// <param name="part">Makes the digest of the files from one index to before another.</param>
    public static FactsDigest InParts(int count, Func<int, int, FactsDigest> part)
    {
        List<Task<FactsDigest>> others = [];
        for (int from = FilesInPart; from < count; from += FilesInPart)
        {
            int start = from;
            others.Add(Task.Run(() => part(start, Math.Min(start + FilesInPart, count))));
        }

        FactsDigest sum = part(0, Math.Min(FilesInPart, count));
        foreach (Task<FactsDigest> other in others)
        {
            sum.Add(other.GetAwaiter().GetResult());
        }

        return sum;
    }

    /// <summary>Adds a file.</summary>
    /// <param name="path">The hash of its path.</param>
    /// <param name="status">Its facts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(FileHash path, in FileStatus status)
    {
        path.Add((ulong)status.SizeBytes, (ulong)status.LastWriteTicks);
        path.Add((ulong)status.FileId, (ulong)status.ChangeTicks);
        path.Finish(out ulong low, out ulong high);
        first += low;
        second += high;
        Count++;
    }

    /// <summary>Adds other files.</summary>
    public void Add(FactsDigest other)
    {
        first += other.first;
        second += other.second;
        Count += other.Count;
    }

    /// <summary>The line of the inputs file.</summary>
    public override readonly string ToString() =>
        FormattableString.Invariant($"{InputsFormat.Facts}\t{Count}\t{first:x16}{second:x16}\n");
}
