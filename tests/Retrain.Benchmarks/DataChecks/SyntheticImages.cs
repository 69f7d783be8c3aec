using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.DataChecks;

/// <summary>
/// Bottlenecks and fingerprints of images that do not exist. They are sums of a common part, a centre for each label, directions in which
/// images of all labels vary, and noise, so that cosines within a label and between labels are spread as those of photos. Every hundredth
/// image is a changed copy of the one before.
/// </summary>
internal sealed class SyntheticImages : IDisposable
{
    public const int CopyInterval = 100;

    private const int BottleneckLength = 1280;
    private const int DirectionCount = 48;
    private readonly BottleneckMatrix matrix;

    public SyntheticImages(int count, int labelCount, ulong seed)
    {
        SeededRandom random = new(seed);
        matrix = new BottleneckMatrix(count, BottleneckLength);
        float[] common = Noise(BottleneckLength, 0.7f, random);
        float[][] centres = [.. Enumerable.Range(0, labelCount).Select(_ => Add(common, Noise(BottleneckLength, 0.6f, random)))];
        float[][] directions = [.. Enumerable.Range(0, DirectionCount)
            .Select(_ => Noise(BottleneckLength, 1f / MathF.Sqrt(DirectionCount), random))];
        string[] labels = [.. Enumerable.Range(0, labelCount).Select(label => $"label {label}")];
        LabeledImage[] images = new LabeledImage[count];
        Fingerprint[] fingerprints = new Fingerprint[count];
        float[] bottleneck = [], frequencies = [];
        for (int i = 0; i < count; i++)
        {
            bool isCopy = i % CopyInterval == CopyInterval - 1;
            int label = isCopy ? images[i - 1].LabelIndex : random.NextInt32(labelCount);
            bottleneck = isCopy ? Add(bottleneck, Noise(BottleneckLength, 0.3f, random)) : Draw(centres[label], directions, random);
            frequencies = isCopy ? Add(frequencies, Noise(Fingerprint.Length, 0.1f, random)) : Noise(Fingerprint.Length, 1, random);
            matrix.Write(i, bottleneck);
            float length = MathF.Sqrt(frequencies.Sum(value => value * value));
            fingerprints[i] = new Fingerprint(640, 480, 1, [.. frequencies.Select(value => value / length)]);
            images[i] = new Category(labels[label], label, $"/{label}", [new ImageFile($"/{label}/{i}.jpg", $"{i}.jpg")]).Images[0];
            images[i].Row = i;
            images[i].Content = new(Digest.Of(BitConverter.GetBytes(i)), 1);
            images[i].Split = i % 10 == 0 ? Split.Testing : Split.Training;
        }

        UnitRows.Normalize(matrix, [.. Enumerable.Range(0, count)], CancellationToken.None);
        Images = new LabeledBottlenecks("photos", labels, images, matrix);
        Fingerprints = fingerprints;
    }

    public LabeledBottlenecks Images { get; }

    public IReadOnlyList<Fingerprint> Fingerprints { get; }

    public void Dispose() => matrix.Dispose();

    private static float[] Draw(float[] centre, float[][] directions, SeededRandom random)
    {
        float[] bottleneck = Add(centre, Noise(centre.Length, 0.6f, random));
        foreach (float[] direction in directions)
        {
            TensorPrimitives.MultiplyAdd(direction, (float)random.NextTruncatedNormal(), bottleneck, bottleneck);
        }

        return bottleneck;
    }

    private static float[] Add(float[] first, float[] second)
    {
        float[] sum = new float[first.Length];
        TensorPrimitives.Add(first, second, sum);
        return sum;
    }

    // Uniform, which is drawn faster than normal; sums of many look alike.
    private static float[] Noise(int length, float deviation, SeededRandom random)
    {
        float limit = deviation * MathF.Sqrt(3);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++)
        {
            noise[i] = random.NextSingle(-limit, limit);
        }

        return noise;
    }
}
