using System.Numerics.Tensors;
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

    // Inputs of length 1 and a bias limit the curvature to 1. With this momentum rates up to 3.8 converge (Polyak, 1964).
    private const float LearningRate = 3;
    private const float Momentum = 0.9f;

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
        Inertia weights = new(head.Weights), biases = new(head.Biases);
        for (int step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; examples.Count > LargestBatch && i < batch.Length; i++)
            {
                batch[i] = examples[random.NextInt32(examples.Count)];
            }

            weights.Begin();
            biases.Begin();
            optimizer.Step(head, bottlenecks, batch);
            weights.End(LearningRate * L2Penalty);
            biases.End(decay: 0);
        }

        return head;
    }

    /// <summary>Adds momentum to the steps.</summary>
    private sealed class Inertia(float[] values)
    {
        private readonly float[] velocity = new float[values.Length];
        private readonly float[] before = new float[values.Length];

        public void Begin() => values.CopyTo(before, 0);

        public void End(float decay)
        {
            // velocity = momentum * velocity - rate * (gradient + penalty * weights)
            TensorPrimitives.Multiply(velocity, Momentum, velocity);
            TensorPrimitives.Add(velocity, values, velocity);
            TensorPrimitives.MultiplyAdd(before, -1 - decay, velocity, velocity);
            TensorPrimitives.Add(before, velocity, values);
        }
    }
}
