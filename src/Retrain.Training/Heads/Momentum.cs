using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>
/// Adds momentum to steps of gradient descent (Polyak, "Some methods of speeding up the convergence of iteration methods", 1964).
/// </summary>
/// <param name="values">The values, which nothing but the steps changes.</param>
/// <param name="threads">The most threads to work on; the bits do not depend on their number.</param>
internal sealed class Momentum(Memory<float> values, int threads = 1)
{
    private const int ValuesOfPart = 4096; // Three times as many fit into a core's first-level cache.
    private const int WorkOfValue = 8; // to move as many as a multiply-add takes time for

    private readonly Shares shares = new(threads);
    private readonly float[] velocity = new float[values.Length];
    private readonly float[] before = values.ToArray();

    /// <summary>Call it after each step.</summary>
    /// <param name="momentum">The part of the last step that is repeated, in [0, 1).</param>
    /// <param name="decay">The learning rate times the L2 penalty.</param>
    public void Add(float momentum, float decay = 0) => shares.Run(values.Length, ValuesOfPart, WorkOfValue, (first, end) =>
    {
        for (int start = first; start < end; start += ValuesOfPart)
        {
            Range part = start..Math.Min(end, start + ValuesOfPart);
            Add(values.Span[part], before.AsSpan(part), velocity.AsSpan(part), momentum, decay);
        }
    });

    // velocity = momentum * velocity - rate * (gradient + penalty * values)
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<float> values, Span<float> before, Span<float> velocity, float momentum, float decay)
    {
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float earlier = ref MemoryMarshal.GetReference(before);
        ref float speed = ref MemoryMarshal.GetReference(velocity);
        nuint count = (nuint)values.Length;
        nuint i = 0;
        for (; i + (nuint)Vector256<float>.Count <= count; i += (nuint)Vector256<float>.Count)
        {
            Vector256<float> from = Vector256.LoadUnsafe(ref earlier, i);
            Vector256<float> step = (Vector256.LoadUnsafe(ref speed, i) * momentum) + Vector256.LoadUnsafe(ref value, i);
            step = (from * (-1 - decay)) + step;
            Vector256<float> to = from + step;
            step.StoreUnsafe(ref speed, i);
            to.StoreUnsafe(ref value, i);
            to.StoreUnsafe(ref earlier, i);
        }

        for (; i < count; i++)
        {
            int k = (int)i;
            velocity[k] = (before[k] * (-1 - decay)) + ((velocity[k] * momentum) + values[k]);
            values[k] = before[k] + velocity[k];
            before[k] = values[k];
        }
    }
}
