using System.Buffers;
using System.Runtime.InteropServices;

namespace Retrain.Runtime.Images.Buffers;

/// <summary>Memory that goes back to the system at once when it is freed; the garbage collector may keep its own for minutes.</summary>
internal sealed unsafe class NativeBuffer(int length) : MemoryManager<byte>
{
    private void* pointer = NativeMemory.Alloc((nuint)length);

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(pointer is null, this);
        return new(pointer, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length);
        ObjectDisposedException.ThrowIf(pointer is null, this);
        return new((byte*)pointer + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(pointer);
        pointer = null;
    }
}
