using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Novelty;

/// <summary>
/// The directions of the bottlenecks that a model was trained on, which a trained graph keeps to say how little an image is like them:
/// its novelty is 1 - log(mean(exp(60 cos))) / 60 + 0.1 (1 - sum(p²)), with the cosine to each direction and the probabilities p.
/// </summary>
/// <remarks>
/// It is a density on the unit sphere, with kernels as of von Mises and Fisher (Hall, Watson and Cabrera, "Kernel density estimation with
/// spherical data", Biometrika 74, 1987), in the place of the distance to the k-th neighbour (Sun, Ming, Zhu and Li, "Out-of-distribution
/// detection with deep nearest neighbors", ICML 2022): it needs no op for sorting, and a few means serve as well as all photos. The
/// benchmark familiarity compares both.
/// </remarks>
internal sealed class NoveltyBank
{
    /// <summary>The concentration of the kernels.</summary>
    public const float Sharpness = 60;

    /// <summary>The weight of the uncertainty of the probabilities.</summary>
    public const float UncertaintyWeight = 0.1f;

    /// <summary>The number that is subtracted from a code to get the number that it stands for.</summary>
    public const byte Zero = 128;

    private const int LargestCode = 127;

    /// <summary>The most directions, with which the time of a prediction grows.</summary>
    public const int MostDirections = 256;

    // As many longer directions would take more room and time.
    private const int MostBytes = 512 << 10;

    // The photos that directions are found from; more would take longer and change them little.
    private const int MostImages = 4_000;

    // Draws of its own: neither the head's weights nor its batches depend on it.
    private const ulong Stream = 0x4E4F56454C545900;

    private NoveltyBank(float[][] directions)
    {
        Count = directions.Length;
        Length = directions[0].Length;
        Codes = new byte[Length * Count];
        Scales = new float[Count];
        for (int direction = 0; direction < Count; direction++)
        {
            Store(directions[direction], direction);
        }
    }

    /// <summary>The number of directions.</summary>
    public int Count { get; }

    /// <summary>Values of a bottleneck.</summary>
    public int Length { get; }

    /// <summary>The directions in eight bits, each with a scale of its own. // [length, count]</summary>
    public byte[] Codes { get; }

    /// <summary>The factors of codes less <see cref="Zero"/> that give directions of length 1. // [count]</summary>
    public float[] Scales { get; }

    /// <summary>Finds the directions of the training images as they are, without their distorted variants.</summary>
    /// <param name="seed">Determines the images to begin with.</param>
    public static NoveltyBank Of(LabeledBottlenecks bottlenecks, long seed, CancellationToken cancellationToken)
    {
        SeededRandom random = new((ulong)seed ^ Stream);
        Example[] examples = SelectionSampling.Draw(
            bottlenecks.ImagesOf(Split.Training).Select(Example.Of), bottlenecks.Count(Split.Training), MostImages, random);
        int length = bottlenecks.Matrix.Length;
        int count = Math.Min(examples.Length, Math.Clamp(MostBytes / length, 1, MostDirections));
        return new(SphericalMeans.Of(bottlenecks.Matrix, examples, count, random, cancellationToken));
    }

    private void Store(float[] values, int direction)
    {
        float largest = values.Max(Math.Abs);
        double squares = 0;
        for (int k = 0; k < Length; k++)
        {
            int number = largest > 0 ? (int)MathF.Round(values[k] / largest * LargestCode) : 0;
            Codes[(k * Count) + direction] = (byte)(Zero + number);
            squares += number * number;
        }

        // Of the rounded values, so that no cosine is above 1.
        Scales[direction] = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
    }
}
