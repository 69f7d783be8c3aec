using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// Moves a tensor's elements to another order of axes. TensorFlow's filters are [height, width, in, out] and ONNX's are
/// [out, in, height, width], so all weights of a network pass here once.
/// </summary>
internal static class AxisPermutation
{
    /// <summary>The number of neighbours in the source that go to as many places of the target: a cache line of floats.</summary>
    private const int BlockLength = 16;

    /// <param name="source">The elements, row-major.</param>
    /// <param name="target">Receives the tensor whose axis i is the source's axis permutation[i], row-major.</param>
    /// <param name="shape">The shape of the source, fully known.</param>
    /// <param name="permutation">The source's axes in the target's order, each once.</param>
    /// <param name="elementSize">The size of an element in bytes: 1, 2, 4 or 8.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> target, TensorShape shape, ReadOnlySpan<int> permutation, int elementSize)
    {
        switch (elementSize)
        {
            case 1:
                Copy(source, target, Runs(shape, permutation));
                break;
            case 2:
                Copy(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(target), Runs(shape, permutation));
                break;
            case 4:
                Copy(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(target), Runs(shape, permutation));
                break;
            default:
                Copy(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(target), Runs(shape, permutation));
                break;
        }
    }

    /// <summary>The target's axes: those of length 1 are left out, and those that stay neighbours are one.</summary>
    private static List<Run> Runs(TensorShape shape, ReadOnlySpan<int> permutation)
    {
        List<Run> runs = [];
        int last = -1;
        foreach (int axis in permutation)
        {
            int length = (int)shape[axis];
            int stride = (int)shape.LengthFrom(axis + 1)!.Value;
            if (length is 1)
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].Stride == length * stride && last < axis)
            {
                runs[^1] = new(runs[^1].Length * length, stride);
            }
            else
            {
                runs.Add(new(length, stride));
            }

            last = axis;
        }

        return runs;
    }

    // Runs over all weights of a network once, so it would spend its life in the code that is compiled first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<T>(ReadOnlySpan<T> source, Span<T> target, List<Run> runs)
        where T : unmanaged
    {
        if (target.IsEmpty || runs.Count is 0)
        {
            source.CopyTo(target);
            return;
        }

        // Only the axis that lies together in the source is read in blocks; the target is filled in its own order, a stream per element.
        int together = runs.FindIndex(run => run.Stride is 1);
        int length = runs[together].Length;

        // The distance in the target of neighbours along that axis.
        int apart = runs.Skip(together + 1).Aggregate(1, (product, run) => product * run.Length);
        Run[] others = [.. runs.Where((_, axis) => axis != together)];
        Span<int> position = stackalloc int[others.Length];
        int blockLength = apart is 1 ? length : BlockLength;
        for (int first = 0; first < length; first += blockLength)
        {
            int count = Math.Min(blockLength, length - first);
            int from = first;
            int to = first * apart;
            int inner = 0; // the place along the axes after it
            int axis;
            do
            {
                ReadOnlySpan<T> block = source.Slice(from, count);
                for (int i = 0, at = to; i < block.Length; i++, at += apart)
                {
                    target[at] = block[i];
                }

                to++;
                if (++inner == apart)
                {
                    inner = 0;
                    to += (length - 1) * apart;
                }

                // An odometer over the other axes, the last of which turns fastest; all are back at 0 in the end.
                for (axis = others.Length - 1; axis >= 0; axis--)
                {
                    from += others[axis].Stride;
                    if (++position[axis] < others[axis].Length)
                    {
                        break;
                    }

                    from -= others[axis].Stride * others[axis].Length;
                    position[axis] = 0;
                }
            }
            while (axis >= 0);
        }
    }

    private sealed record Run(int Length, int Stride);
}
