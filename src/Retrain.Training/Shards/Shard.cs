using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Retrain.Training.Shards;

/// <summary>One of the equal parts that photos are divided into, so that several machines extract them.</summary>
/// <param name="Number">The number of the part, from 1.</param>
/// <param name="Count">The number of all parts.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>The most parts, of which each is a file.</summary>
    public const int MostCount = 1_000_000;

    /// <summary>
    /// The number of the part that a photo is in. It follows from nothing but the photo's path and the number of parts, so that a photo
    /// stays in its part when others come or go.
    /// </summary>
    /// <param name="path">The photo's path as <see cref="PhotoPath"/> spells it.</param>
    /// <param name="count">The number of all parts.</param>
    /// <returns>From 1 to <paramref name="count"/>.</returns>
    public static int NumberOf(string path, int count)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), sha256);
        return 1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(sha256) % (ulong)count);
    }

    /// <summary>Whether a photo is in this part.</summary>
    /// <inheritdoc cref="NumberOf" path="/param[@name='path']" />
    public bool Contains(string path) => NumberOf(path, Count) == Number;

    public override string ToString() => FormattableString.Invariant($"{Number} of {Count}");
}
