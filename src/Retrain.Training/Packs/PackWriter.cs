using System.Buffers.Binary;
using System.Security.Cryptography;
using Retrain.Training.Digests;

namespace Retrain.Training.Packs;

/// <summary>
/// Writes bottlenecks into one file, in one pass, so that the destination need not be able to seek. In memory it holds 40 bytes of each.
/// </summary>
/// <param name="destination">The stream that the pack is appended to; it stays open.</param>
/// <param name="signingKey">The key to sign with; <see langword="null"/> for a pack without a signature.</param>
internal sealed class PackWriter : IDisposable
{
#pragma warning disable CA2213 // Disposable fields should be disposed: the destination is its owner's
    private readonly Stream destination;
#pragma warning restore CA2213
    private readonly PackSigningKey? signingKey;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<Digest, long> places = [];
    private long length;

    public PackWriter(Stream destination, PackSigningKey? signingKey = null)
    {
        this.destination = destination;
        this.signingKey = signingKey;
        Span<byte> header = stackalloc byte[PackFormat.HeaderBytes];
        PackFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[PackFormat.Magic.Length..], PackFormat.Version);
        Write(header);
    }

    /// <summary>The number of entries so far.</summary>
    public int Count => places.Count;

    /// <summary>Whether nothing more can be added.</summary>
    public bool IsFull => Count >= PackFormat.MostEntries;

    /// <summary>Adds a bottleneck, unless one of the same key was added before.</summary>
    /// <param name="key">The SHA-256 of the key's text.</param>
    /// <param name="values">Little-endian float32 values, from 4 bytes to 4 MiB.</param>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="InvalidOperationException">The pack is full.</exception>
    public bool Add(Digest key, ReadOnlySpan<byte> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length % sizeof(float), 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, PackFormat.LargestValuesBytes);
        if (IsFull)
        {
            throw new InvalidOperationException($"a pack holds at most {PackFormat.MostEntries} entries");
        }

        if (!places.TryAdd(key, length))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[PackFormat.EntryHeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, values.Length);
        key.CopyTo(header[4..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[^4..], PackEntry.ChecksumOf(header[..^4], values));
        Write(header);
        Write(values);
        return true;
    }

    /// <summary>Writes the index and the footer, after which nothing can be added.</summary>
    public void Complete()
    {
        Span<byte> endMark = stackalloc byte[PackFormat.EndMarkBytes];
        endMark.Clear();
        Write(endMark);
        long index = length;
        Span<byte> place = stackalloc byte[PackFormat.PlaceBytes];
        foreach ((Digest key, long offset) in places.OrderBy(entry => entry.Key, PackEntry.KeyOrder))
        {
            key.CopyTo(place);
            BinaryPrimitives.WriteInt64LittleEndian(place[Digest.SizeBytes..], offset);
            Write(place);
        }

        Span<byte> footer = stackalloc byte[PackFormat.FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, places.Count);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], index);
        hash.AppendData(footer[..PackFormat.FooterNumbersBytes]);
        Digest content = Digest.FromBytes(hash.GetHashAndReset());
        Digest signature = signingKey?.Sign(content) ?? default;
        signature.CopyTo(footer[PackFormat.FooterNumbersBytes..]);
        PackEntry.ChecksumOf(content, signature).CopyTo(footer[(PackFormat.FooterNumbersBytes + Digest.SizeBytes)..]);
        PackFormat.EndMagic.CopyTo(footer[^PackFormat.EndMagic.Length..]);
        destination.Write(footer);
        destination.Flush();
    }

    public void Dispose() => hash.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        destination.Write(bytes);
        length += bytes.Length;
    }
}
