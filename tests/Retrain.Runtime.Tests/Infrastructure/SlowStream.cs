namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>An upload of unknown length that comes in chunks, and counts the reads that hold a thread.</summary>
internal sealed class SlowStream(byte[] content, int chunkBytes, bool waits = false) : Stream
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int BytesRead { get; private set; }

    public int ReadsThatBlocked { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Lets a stream that waits give its bytes.</summary>
    public void Release() => released.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (waits)
        {
            await released.Task.WaitAsync(cancellationToken);
        }

        await Task.Yield();
        return Take(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ReadsThatBlocked++;
        return Take(buffer.AsSpan(offset, count));
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(chunkBytes, buffer.Length), content.Length - BytesRead);
        content.AsSpan(BytesRead, count).CopyTo(buffer);
        BytesRead += count;
        return count;
    }
}
