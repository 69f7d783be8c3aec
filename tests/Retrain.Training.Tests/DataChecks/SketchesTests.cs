using CsCheck;
using Retrain.Training.DataChecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Tests.DataChecks;

public sealed class SketchesTests
{
    private const double Cosine = 0.9;

    private static readonly Gen<float[]> Vector = Gen.Float[-1, 1].Array[100];

    [Fact]
    public void TurningKeepsAngles()
    {
        RandomProjection projection = new(100, 128, new SeededRandom(1));
        Vector.Select(Vector).Sample((first, second) =>
        {
            float[] turnedFirst = [.. first, .. new float[28]], turnedSecond = [.. second, .. new float[28]];
            projection.Turn(turnedFirst);
            projection.Turn(turnedSecond);

            // Each of two rounds makes a vector longer by the root of 128.
            (Dot(turnedFirst, turnedSecond) / (128 * 128)).ShouldBe(Dot(first, second), 1e-3);
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(65)]
    [InlineData(1280)]
    public void SimilarVectorsAreFoundAndFewOthers(int length)
    {
        Random random = new(length);
        float[][] vectors = [.. Enumerable.Range(0, 400).Select(_ => Direction(length, random))];
        for (int i = 1; i < vectors.Length; i += 2)
        {
            // Its cosine with the vector before is a little higher than the one asked for.
            float[] noise = Direction(length, random);
            vectors[i] = [.. vectors[i - 1].Zip(noise, (value, other) => value + (0.4f * other))];
        }

        (int, int)[] found = Pairs(vectors);

        (int, int)[] similar = [.. Enumerable.Range(0, 400)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => (i, j)))
            .Where(pair => Dot(vectors[pair.i], vectors[pair.j]) >= Cosine * Norm(vectors[pair.i]) * Norm(vectors[pair.j]))];
        similar.Length.ShouldBeGreaterThan(100);
        similar.Except(found).Count().ShouldBeLessThanOrEqualTo(similar.Length / 200);
        found.Min(pair => Dot(vectors[pair.Item1], vectors[pair.Item2]) / (Norm(vectors[pair.Item1]) * Norm(vectors[pair.Item2])))
            .ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void AnImageHasAHundredTwinsAtMost()
    {
        float[] vector = Direction(8, new Random(1));

        (int First, int Second)[] found = Pairs([.. Enumerable.Repeat(vector, 300)]);

        found.CountBy(pair => pair.First).Max(count => count.Value).ShouldBe(100);
    }

    [Fact]
    public void TheNumberOfThreadsChangesNothing()
    {
        Random random = new(7);
        float[][] vectors = [.. Enumerable.Range(0, 500).Select(_ => Direction(4, random))];

        Pairs(vectors, threads: 8).ShouldBe(Pairs(vectors, threads: 1));
    }

    private static (int First, int Second)[] Pairs(float[][] vectors, int threads = 2)
    {
        Sketches sketches = Sketches.Of(
            vectors.Length, vectors[0].Length, (i, vector) => vectors[i].CopyTo(vector), TestContext.Current.CancellationToken);
        return [.. sketches.Pairs(sketches, Cosine, threads, TestContext.Current.CancellationToken)];
    }

    private static float[] Direction(int length, Random random)
    {
        float[] direction = [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        double norm = Norm(direction);
        return [.. direction.Select(value => (float)(value / norm))];
    }

    private static double Norm(float[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(float[] first, float[] second) => first.Zip(second, (a, b) => (double)a * b).Sum();
}
