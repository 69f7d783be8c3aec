using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// A head for judging labels: the softmax layer with an L2 penalty, trained to its optimum, so that how sure it is depends on the images
/// and not on steps and learning rate, as with retrain.py's head.
/// </summary>
internal static class LogisticRegression
{
    private const int Steps = 100;

    // Inputs of length 1 and a bias bound the curvature by 1: with this momentum nothing diverges up to 3.8 (Polyak, 1964).
    private const float LearningRate = 3;
    private const float Momentum = 0.9f;

    // On 1,000 images the usual C = 1: of 3e-4 to 1e-2 it orders wrong labels best.
    private const float L2Penalty = 1e-3f;

    // Beyond it a step sees a random part: the work then no longer grows with the number of images.
    private const int LargestBatch = 2048;

    /// <param name="bottlenecks">Of length 1.</param>
    public static SoftmaxHead Fit(
        BottleneckMatrix bottlenecks, IReadOnlyList<Example> examples, int labelCount, SeededRandom random, CancellationToken cancellationToken)
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

    /// <summary>Adds to a step what is left of the one before.</summary>
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
