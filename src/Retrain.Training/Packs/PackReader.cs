using System.Buffers.Binary;
using System.Security.Cryptography;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Packs;

/// <summary>
/// Reads a pack, which is verified as a whole before anything of it is believed. It holds one entry in memory at a time. One thread may
/// use it.
/// </summary>
internal sealed class PackReader
{
    private readonly Stream source;
    private readonly string origin;
    private readonly long index;
    private byte[] values = new byte[1 << 14];

    private PackReader(Stream source, string origin, int count, long index)
    {
        this.source = source;
        this.origin = origin;
        this.index = index;
        Count = count;
    }

    /// <summary>Receives an entry.</summary>
    internal delegate void Receiver(PackEntry entry);

    public int Count { get; }

    /// <summary>Verifies a pack.</summary>
    /// <param name="source">A stream that can seek, holds nothing but the pack, and stays open. Buffered, if it reads a file.</param>
    /// <param name="origin">The path or address of the pack, for messages.</param>
    /// <param name="signingKey">The key that it must be signed with; <see langword="null"/> to believe any pack.</param>
    /// <exception cref="RetrainException">
    /// RT3020: it is damaged or not a pack. RT3021: a later version wrote it. RT3022: it lacks the right signature.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PackReader Open(Stream source, string origin, PackSigningKey? signingKey = null)
    {
        const int Least = PackFormat.HeaderBytes + PackFormat.EndMarkBytes + PackFormat.FooterBytes;
        long length = source.Length;
        Span<byte> header = stackalloc byte[PackFormat.HeaderBytes];
        source.Position = 0;
        if (length < header.Length || source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !header.StartsWith(PackFormat.Magic))
        {
            throw new RetrainException(PackDiagnostics.Damaged(origin, "it does not begin like a pack"));
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[PackFormat.Magic.Length..]);
        if (version != PackFormat.Version)
        {
            throw new RetrainException(PackDiagnostics.OtherVersion(origin, version, PackFormat.Version));
        }

        Span<byte> footer = stackalloc byte[PackFormat.FooterBytes];
        source.Position = Math.Max(0, length - footer.Length);
        if (length < Least || source.ReadAtLeast(footer, footer.Length, throwOnEndOfStream: false) < footer.Length
            || !footer.EndsWith(PackFormat.EndMagic))
        {
            throw new RetrainException(PackDiagnostics.Damaged(origin, "its end is missing"));
        }

        long count = BinaryPrimitives.ReadInt64LittleEndian(footer);
        long index = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        if (count is < 0 or > PackFormat.MostEntries || index != length - footer.Length - (count * PackFormat.PlaceBytes)
            || index < PackFormat.HeaderBytes + PackFormat.EndMarkBytes)
        {
            throw new RetrainException(PackDiagnostics.Damaged(origin, "its sizes do not agree"));
        }

        PackReader reader = new(source, origin, (int)count, index);
        reader.Verify(header, footer, signingKey);
        return reader;
    }

    /// <summary>Hands out all entries, in the order in which they were written.</summary>
    /// <exception cref="RetrainException">RT3020: the file changed since it was opened.</exception>
    public void ReadAll(Receiver receive)
    {
        source.Position = PackFormat.HeaderBytes;
        for (int i = 0; i < Count; i++)
        {
            receive(Read(null));
        }
    }

    /// <summary>Finds one bottleneck through the index.</summary>
    /// <param name="key">The SHA-256 of the key's text.</param>
    /// <returns>The values, valid until the next are read; empty if the pack does not have the key.</returns>
    /// <exception cref="RetrainException">RT3020: the index does not lead to the key.</exception>
    public ReadOnlySpan<byte> Find(Digest key)
    {
        Span<byte> place = stackalloc byte[PackFormat.PlaceBytes];
        for (int low = 0, high = Count - 1; low <= high;)
        {
            int middle = low + ((high - low) / 2);
            source.Position = index + ((long)middle * PackFormat.PlaceBytes);
            ReadExactly(place, null);
            int order = PackEntry.KeyOrder.Compare(Digest.FromBytes(place[..Digest.SizeBytes]), key);
            if (order == 0)
            {
                source.Position = BinaryPrimitives.ReadInt64LittleEndian(place[Digest.SizeBytes..]);
                PackEntry entry = Read(null);
                return entry.Key == key ? entry.Values : throw Damaged("its index leads to another entry");
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return [];
    }

    private void Verify(ReadOnlySpan<byte> header, ReadOnlySpan<byte> footer, PackSigningKey? signingKey)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        source.Position = header.Length;
        for (int i = 0; i < Count; i++)
        {
            Read(hash);
        }

        Span<byte> endMark = stackalloc byte[PackFormat.EndMarkBytes];
        ReadExactly(endMark, hash);
        if (endMark.ContainsAnyExcept((byte)0) || source.Position != index)
        {
            throw Damaged("it has more or fewer entries than it says");
        }

        VerifyIndex(hash);
        hash.AppendData(footer[..PackFormat.FooterNumbersBytes]);
        Digest content = Digest.FromBytes(hash.GetHashAndReset());
        Digest signature = Digest.FromBytes(footer.Slice(PackFormat.FooterNumbersBytes, Digest.SizeBytes));
        Digest checksum = Digest.FromBytes(footer.Slice(PackFormat.FooterNumbersBytes + Digest.SizeBytes, Digest.SizeBytes));
        if (checksum != PackEntry.ChecksumOf(content, signature))
        {
            throw Damaged("its checksum is wrong");
        }

        if (signingKey?.Accepts(signature, content) is false)
        {
            throw new RetrainException(PackDiagnostics.NotSigned(origin, signature == default));
        }
    }

    private void VerifyIndex(IncrementalHash hash)
    {
        Span<byte> place = stackalloc byte[PackFormat.PlaceBytes];
        Span<byte> previous = stackalloc byte[Digest.SizeBytes];
        for (int i = 0; i < Count; i++)
        {
            ReadExactly(place, hash);
            ReadOnlySpan<byte> key = place[..Digest.SizeBytes];
            long offset = BinaryPrimitives.ReadInt64LittleEndian(place[Digest.SizeBytes..]);
            if ((i > 0 && previous.SequenceCompareTo(key) >= 0) || offset < PackFormat.HeaderBytes || offset >= index)
            {
                throw Damaged("its index is not in order");
            }

            key.CopyTo(previous);
        }
    }

    private PackEntry Read(IncrementalHash? hash)
    {
        Span<byte> header = stackalloc byte[PackFormat.EntryHeaderBytes];
        ReadExactly(header, hash);
        int size = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (size is <= 0 or > PackFormat.LargestValuesBytes || size % sizeof(float) != 0 || size > index - source.Position)
        {
            throw Damaged("an entry has a size that is not possible");
        }

        if (values.Length < size)
        {
            values = new byte[size];
        }

        Span<byte> bytes = values.AsSpan(0, size);
        ReadExactly(bytes, hash);
        return BinaryPrimitives.ReadUInt32LittleEndian(header[^4..]) == PackEntry.ChecksumOf(header[..^4], bytes)
            ? new PackEntry(Digest.FromBytes(header.Slice(4, Digest.SizeBytes)), bytes)
            : throw Damaged("the checksum of an entry is wrong");
    }

    private void ReadExactly(Span<byte> bytes, IncrementalHash? hash)
    {
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged("it is cut off");
        }

        hash?.AppendData(bytes);
    }

    private RetrainException Damaged(string reason) => new(PackDiagnostics.Damaged(origin, reason));
}
