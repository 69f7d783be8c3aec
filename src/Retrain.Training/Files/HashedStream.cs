using System.Security.Cryptography;
using Retrain.Training.Digests;

namespace Retrain.Training.Files;

/// <summary>Writes to another stream, and makes the digest of all that is written.</summary>
/// <param name="to">The other stream, which stays open.</param>
internal sealed class HashedStream(Stream to) : Stream
{
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The digest of what was written so far.</summary>
    public Digest Digest => Digest.FromBytes(sha256.GetCurrentHash());

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        sha256.AppendData(buffer);
        to.Write(buffer);
    }

    public override void Flush() => to.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        sha256.Dispose();
        base.Dispose(disposing);
    }
}
