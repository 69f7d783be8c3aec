using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Heads;

public sealed class ManyLabelsTests
{
    private const float LearningRate = 0.5f;

    // From what one thread does alone to what several share; the last labels of a head are not one of a four or an eight.
    private static readonly Gen<(int Length, int Labels, int BatchSize, ulong Seed)> Heads =
        Gen.Select(Gen.Int[1, 1400], Gen.Int[2, 600], Gen.Int[1, 140], Gen.ULong);

    [Fact]
    public void AStepGivesTheBitsOfOneImageAndOneLabelAtATime() => Heads.Sample(
        (length, labels, batchSize, seed) =>
        {
            (BottleneckMatrix bottlenecks, Example[] batch, SoftmaxHead head) = Draw(length, labels, batchSize, seed);
            using (bottlenecks)
            {
                SoftmaxHead expected = head.WithScaledWeights(1);
                float crossEntropy = PlainStep(expected, bottlenecks, batch);
                foreach (int threads in new[] { 1, 2, 3, 7 })
                {
                    SoftmaxHead actual = head.WithScaledWeights(1);

                    new GradientDescent(LearningRate, threads).Step(actual, bottlenecks, batch).ShouldBe(crossEntropy);

                    actual.Weights.SequenceEqual(expected.Weights).ShouldBeTrue();
                    actual.Biases.AsSpan().SequenceEqual(expected.Biases).ShouldBeTrue();
                }
            }
        },
        iter: 30, threads: 1);

    [Fact]
    public void AnEvaluationGivesTheBitsOfOneImageAtATime() => Heads.Sample(
        (length, labels, batchSize, seed) =>
        {
            (BottleneckMatrix bottlenecks, Example[] batch, SoftmaxHead head) = Draw(length, labels, batchSize, seed);
            using (bottlenecks)
            {
                float[] expected = new float[labels];
                BatchOutputs outputs = BatchOutputs.For(batchSize, labels);
                double sum = 0;
                int right = 0;

                HeadEvaluation evaluation =
                    HeadEvaluation.Of(head, bottlenecks, batch, outputs, TestContext.Current.CancellationToken);

                for (int i = 0; i < batchSize; i++)
                {
                    head.Logits(bottlenecks.PaddedRow(i), expected);
                    outputs.Logits.AsSpan(i * labels, labels).SequenceEqual(expected).ShouldBeTrue();
                    sum += CrossEntropy.SoftmaxInPlace(expected, batch[i].LabelIndex);
                    outputs.Probabilities.AsSpan(i * labels, labels).SequenceEqual(expected).ShouldBeTrue();
                    right += expected.IndexOf(expected.Max()) == batch[i].LabelIndex ? 1 : 0;
                }

                evaluation.Accuracy.ShouldBe(new Accuracy(right, batchSize));
                evaluation.CrossEntropy.ShouldBe(sum / batchSize);
            }
        },
        iter: 30, threads: 1);

    private static (BottleneckMatrix Bottlenecks, Example[] Batch, SoftmaxHead Head) Draw(int length, int labels, int batchSize, ulong seed)
    {
        SeededRandom random = new(seed);
        BottleneckMatrix bottlenecks = new(batchSize, length);
        Example[] batch = new Example[batchSize];
        for (int i = 0; i < batchSize; i++)
        {
            batch[i] = Examples.Of(i, random.NextInt32(labels));
            bottlenecks.Write(i, [.. Enumerable.Range(0, length).Select(_ => random.NextSingle(-1, 1))]);
        }

        SoftmaxHead head = SoftmaxHead.Initialize(length, labels, random);
        foreach (ref float bias in head.Biases.AsSpan())
        {
            bias = random.NextSingle(-1, 1);
        }

        return (bottlenecks, batch, head);
    }

    // Every element's sum over the batch in the order of the images, each product fused.
    private static float PlainStep(SoftmaxHead head, BottleneckMatrix bottlenecks, Example[] batch)
    {
        float crossEntropy = 0;
        float[][] errors = new float[batch.Length][];
        for (int i = 0; i < batch.Length; i++)
        {
            errors[i] = new float[head.LabelCount];
            head.Logits(bottlenecks.PaddedRow(batch[i].Row), errors[i]);
            crossEntropy += CrossEntropy.SoftmaxInPlace(errors[i], batch[i].LabelIndex);
            errors[i][batch[i].LabelIndex] -= 1;
        }

        float[][] rows = [.. batch.Select(example => bottlenecks.PaddedRow(example.Row).ToArray())];
        for (int label = 0; label < head.LabelCount; label++)
        {
            float[] error = [.. errors.Select(row => row[label] / batch.Length)];
            for (int k = 0; k < head.Stride; k++)
            {
                float gradient = 0;
                for (int i = 0; i < batch.Length; i++)
                {
                    gradient = MathF.FusedMultiplyAdd(rows[i][k], error[i], gradient);
                }

                ref float weight = ref head.Weights[(label * head.Stride) + k];
                weight = MathF.FusedMultiplyAdd(-LearningRate, gradient, weight);
            }

            head.Biases[label] -= LearningRate * error.Aggregate(0f, (sum, value) => sum + value);
        }

        return crossEntropy / batch.Length;
    }
}
