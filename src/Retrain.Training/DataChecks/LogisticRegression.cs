using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Trains a head for judging labels: a softmax layer with an L2 penalty, trained to its optimum. Unlike retrain.py's head, its confidence
/// depends on the images and not on the number of steps and the learning rate.
/// </summary>
internal static class LogisticRegression
{
    private const int Steps = 100;

    // Inputs of length 1 and a bias limit the curvature to 1. With this momentum rates up to 3.8 converge.
    private const float LearningRate = 3;
    private const float Inertia = 0.9f;

    // Equal to the usual C = 1 for 1,000 images. In the range from 3e-4 to 1e-2 it ranks wrong labels best.
    private const float L2Penalty = 1e-3f;

    // With more images, a step uses a random part of them, so that the work stops growing with their number.
    private const int LargestBatch = 2048;

    /// <param name="bottlenecks">The bottlenecks, scaled to length 1.</param>
    public static SoftmaxHead Fit(
        BottleneckMatrix bottlenecks, IReadOnlyList<Example> examples, int labelCount, SeededRandom random,
        CancellationToken cancellationToken)
    {
        SoftmaxHead head = new(bottlenecks.Length, labelCount);
        GradientDescent optimizer = new(LearningRate);
        Example[] batch = examples.Count <= LargestBatch ? [.. examples] : new Example[LargestBatch];
        Momentum weights = new(head.WeightMemory), biases = new(head.Biases);
        for (int step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; examples.Count > LargestBatch && i < batch.Length; i++)
            {
                batch[i] = examples[random.NextInt32(examples.Count)];
            }

            optimizer.Step(head, bottlenecks, batch);
            weights.Add(Inertia, LearningRate * L2Penalty);
            biases.Add(Inertia);
        }

        return head;
    }
}
