using System.Runtime.CompilerServices;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Values that begin where a cache line does and stay there. In an array as it is, each wide vector would lie in two cache lines, and take
/// twice the time to load.
/// </summary>
internal sealed class AlignedValues
{
    private const int CacheLineBytes = 64;

    private readonly float[] pinned;
    private readonly int start;

    /// <summary>Zeros.</summary>
    public AlignedValues(int count)
    {
        const int spare = CacheLineBytes / sizeof(float);
        pinned = GC.AllocateArray<float>(count + spare, pinned: true);
        start = OffsetOf(pinned);
        Memory = pinned.AsMemory(start, count);
    }

    /// <summary>The values, none of the array around them.</summary>
    public Memory<float> Memory { get; }

    /// <inheritdoc cref="Memory" />
    public Span<float> Span => pinned.AsSpan(start, Memory.Length);

    /// <summary>The address of the first value, valid as long as this object is referred to.</summary>
    public unsafe float* Pointer => (float*)Unsafe.AsPointer(ref pinned[start]);

    private static unsafe int OffsetOf(float[] pinned)
    {
        nint address = (nint)Unsafe.AsPointer(ref pinned[0]);
        return (int)((((address + CacheLineBytes - 1) / CacheLineBytes * CacheLineBytes) - address) / sizeof(float));
    }
}
