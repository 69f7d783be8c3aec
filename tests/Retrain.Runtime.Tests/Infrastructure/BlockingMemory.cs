using System.Buffers;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>The bytes of a photo whose computing stops when it first looks at them, until it is let go on.</summary>
internal sealed class BlockingMemory(byte[] content) : MemoryManager<byte>
{
    private readonly TaskCompletionSource used = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim released = new();

    /// <summary>Ends when something looks at the bytes.</summary>
    public Task IsUsed => used.Task;

    // Otherwise the base class asks for the bytes to know their number.
    public override Memory<byte> Memory => CreateMemory(content.Length);

    public void Release() => released.Set();

    public override Span<byte> GetSpan()
    {
        used.TrySetResult();
        released.Wait(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        return content;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => content.AsMemory(elementIndex).Pin();

    public override void Unpin()
    {
        // Its handle unpins the array itself.
    }

    protected override void Dispose(bool disposing) => released.Dispose();
}
