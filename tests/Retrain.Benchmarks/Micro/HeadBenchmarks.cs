using BenchmarkDotNet.Attributes;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.Micro;

/// <summary>One training step with the default values on as many photos as the flowers are.</summary>
public class HeadBenchmarks
{
    private const int Batch = 100;
    private const int Length = 1280;
    private const int Photos = 1000;

    // Logits and gradient take a multiply-add each.
    private const double OperationsPerLabel = 2 * 2.0 * Batch * Length;

    private readonly BottleneckMatrix bottlenecks = new(Photos, Length);
    private readonly GradientDescent optimizer = new(0.01f);
    private SoftmaxHead head = null!;
    private Example[] batch = [];

    [Params(5, 100, 2000)]
    public int Labels { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        Random random = new(1);
        for (int row = 0; row < Photos; row++)
        {
            bottlenecks.Write(row, [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle())]);
        }

        head = SoftmaxHead.Initialize(Length, Labels, new SeededRandom(1));
        LabeledImage[] images =
            [.. Enumerable.Range(0, Labels)
                .Select(label => new Category($"{label}", label, "photos", [new("photo.jpg", "photo.jpg")]).Images[0])];
        batch = [.. Enumerable.Range(0, Batch).Select(_ => new Example(images[random.Next(Labels)], random.Next(Photos)))];
    }

    [Benchmark]
    [Flop(OperationsPerLabel, Times = nameof(Labels))]
    public float Step() => optimizer.Step(head, bottlenecks, batch);

    [GlobalCleanup]
    public void Release() => bottlenecks.Dispose();
}
