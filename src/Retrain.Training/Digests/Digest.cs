using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Retrain.Training.Digests;

/// <summary>The SHA-256 of an image's bytes, of a backbone or of the text of a key.</summary>
internal readonly record struct Digest
{
    public const int SizeBytes = SHA256.HashSizeInBytes;

    private readonly (ulong, ulong, ulong, ulong) words;

    private Digest(ReadOnlySpan<byte> sha256) => words = MemoryMarshal.Read<(ulong, ulong, ulong, ulong)>(sha256);

    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> sha256 = stackalloc byte[SizeBytes];
        SHA256.HashData(content, sha256);
        return new Digest(sha256);
    }

    /// <summary>Reads a file to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">The access that others may have meanwhile.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public static Digest OfFile(string path, FileShare share = FileShare.Read)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, share);
        Span<byte> sha256 = stackalloc byte[SizeBytes];
        SHA256.HashData(stream, sha256);
        return new Digest(sha256);
    }

    /// <summary>Reads a digest.</summary>
    /// <param name="sha256">The 32 bytes of the digest itself.</param>
    public static Digest FromBytes(ReadOnlySpan<byte> sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, SizeBytes);
        return new Digest(sha256);
    }

    /// <summary>Parses a digest.</summary>
    /// <param name="hex">64 hexadecimal digits of either case.</param>
    public static Digest Parse(string hex) => FromBytes(Convert.FromHexString(hex));

    /// <summary>The order of the digests' bytes, and so of their hexadecimal digits.</summary>
    public static int Compare(Digest one, Digest other)
    {
        Span<byte> bytes = stackalloc byte[2 * SizeBytes];
        one.CopyTo(bytes);
        other.CopyTo(bytes[SizeBytes..]);
        return bytes[..SizeBytes].SequenceCompareTo(bytes[SizeBytes..]);
    }

    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, words);

    public override string ToString()
    {
        Span<byte> sha256 = stackalloc byte[SizeBytes];
        CopyTo(sha256);
        return Convert.ToHexStringLower(sha256);
    }
}
