using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retrain.Training.Bottlenecks;

/// <summary>Values that begin where a cache line does and stay there, which those of an array do not.</summary>
internal sealed unsafe class AlignedValues
{
    /// <summary>Zeros.</summary>
    public AlignedValues(int count)
    {
        float[] pinned = GC.AllocateArray<float>(count + (CacheLine.Bytes / sizeof(float)), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref pinned[0]);
        Memory = pinned.AsMemory((int)(CacheLine.FirstFrom(address) - address) / sizeof(float), count);
    }

    /// <summary>The values, none of the array around them.</summary>
    public Memory<float> Memory { get; }

    /// <inheritdoc cref="Memory" />
    public Span<float> Span => Memory.Span;

    /// <summary>The address of the first value, valid as long as this object is referred to.</summary>
    public float* Pointer => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Memory.Span));
}
