using System.Numerics;
using System.Numerics.Tensors;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Rotates vectors randomly without changing the angles between them, by two rounds of random signs and a fast Walsh-Hadamard transform
/// (Ailon and Chazelle, "The Fast Johnson-Lindenstrauss Transform", 2009). It takes a hundred times fewer operations than a matrix.
/// </summary>
internal sealed class RandomProjection
{
    private const int Rounds = 2;

    private readonly float[][] signs;

    /// <param name="length">The length of the vectors.</param>
    /// <param name="smallestSize">The smallest length of the rotated vectors.</param>
    public RandomProjection(int length, int smallestSize, SeededRandom random)
    {
        Size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, smallestSize));
        float Sign(int index) => (random.NextUInt64() >> 63) == 0 ? 1f : -1f;
        signs = [.. Enumerable.Range(0, Rounds).Select(_ => Enumerable.Range(0, Size).Select(Sign).ToArray())];
    }

    /// <summary>The length of the rotated vectors, which is a power of two.</summary>
    public int Size { get; }

    /// <summary>Rotates a vector in place and increases its norm.</summary>
    /// <param name="vector">The vector followed by zeros, shape [Size].</param>
    public void Turn(Span<float> vector)
    {
        Span<float> sum = stackalloc float[Math.Min(Size, 1024)];
        foreach (float[] roundSigns in signs)
        {
            TensorPrimitives.Multiply(vector, roundSigns, vector);
            for (int half = 1; half < Size; half *= 2)
            {
                for (int start = 0; start < Size; start += 2 * half)
                {
                    Butterfly(vector.Slice(start, half), vector.Slice(start + half, half), sum);
                }
            }
        }
    }

    private static void Butterfly(Span<float> low, Span<float> high, Span<float> sum)
    {
        for (int start = 0; start < low.Length; start += sum.Length)
        {
            int length = Math.Min(sum.Length, low.Length - start);
            Span<float> lowPart = low.Slice(start, length), highPart = high.Slice(start, length), sumPart = sum[..length];
            if (length < Vector<float>.Count)
            {
                for (int i = 0; i < length; i++)
                {
                    (lowPart[i], highPart[i]) = (lowPart[i] + highPart[i], lowPart[i] - highPart[i]);
                }
            }
            else
            {
                TensorPrimitives.Add(lowPart, highPart, sumPart);
                TensorPrimitives.Subtract(lowPart, highPart, highPart);
                sumPart.CopyTo(lowPart);
            }
        }
    }
}
