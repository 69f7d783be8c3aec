using System.Runtime.InteropServices;
using System.Text.Json;
using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Heads;

public sealed class GradientDescentTests
{
    private const int Images = 12;
    private const int Length = 16;
    private const int Labels = 3;

    public static TheoryData<string, int> Runs => new() { { "0.01", 0 }, { "0.5", 1 } };

    [Theory]
    [MemberData(nameof(Runs))]
    public void GivenRetrainPysBatchesItReproducesRetrainPysWeights(string learningRate, int run)
    {
        JsonElement[] perStep = [.. GoldenFiles.Json("train/manifest.json").GetProperty("head").GetProperty("runs")[run]
            .GetProperty("per_step").EnumerateArray()];
        using BottleneckMatrix bottlenecks = GoldenBottlenecks();
        Example[] batch = GoldenBatch();
        SoftmaxHead head = GoldenInitialHead();
        GradientDescent optimizer = new(float.Parse(learningRate, System.Globalization.CultureInfo.InvariantCulture));

        for (int step = 0; step < 200; step++)
        {
            double accuracy = HeadEvaluation.Of(head, bottlenecks, batch, TestContext.Current.CancellationToken).Accuracy.Fraction;
            float crossEntropy = optimizer.Step(head, bottlenecks, batch);

            ((double)crossEntropy).ShouldBe(perStep[step][0].GetDouble(), 1e-4, $"cross entropy before step {step}");
            accuracy.ShouldBe(perStep[step][1].GetDouble(), 1e-6, $"accuracy before step {step}");
            if (step + 1 is 1 or 10 or 200)
            {
                ShouldAgree(WeightsOf(head), GoldenFiles.Floats($"train/head_lr{learningRate}_w{step + 1}.f32.bin"));
                ShouldAgree(head.Biases, GoldenFiles.Floats($"train/head_lr{learningRate}_b{step + 1}.f32.bin"));
                ShouldAgree(Probabilities(head, bottlenecks), GoldenFiles.Floats($"train/head_lr{learningRate}_p{step + 1}.f32.bin"));
            }
        }
    }

    [Fact]
    public void OneStepIsThePlainFormulaForAnySize() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[2, 11], Gen.Int[1, 9], Gen.ULong).Sample((length, labels, batchSize, seed) =>
        {
            SeededRandom random = new(seed);
            using BottleneckMatrix bottlenecks = new(batchSize, length);
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

            double[,] expected = PlainStep(head, bottlenecks, batch, 0.5);

            new GradientDescent(0.5f).Step(head, bottlenecks, batch);

            float[] actual = [.. WeightsOf(head), .. head.Biases];
            for (int k = 0; k <= length; k++)
            {
                for (int label = 0; label < labels; label++)
                {
                    ((double)actual[(k * labels) + label]).ShouldBe(expected[k, label], 1e-5);
                }
            }
        });

    private static float[] WeightsOf(SoftmaxHead head) => MemoryMarshal.Cast<byte, float>(head.TensorFlowWeights()).ToArray();

    // A bias is the weight of an input that is always 1. // [length + 1, labelCount]
    private static double[,] PlainStep(SoftmaxHead head, BottleneckMatrix bottlenecks, Example[] batch, double learningRate)
    {
        float[] weights = [.. WeightsOf(head), .. head.Biases];
        double[,] updated = new double[head.Length + 1, head.LabelCount];
        Buffer.BlockCopy(weights.Select(weight => (double)weight).ToArray(), 0, updated, 0, updated.Length * sizeof(double));
        foreach (Example example in batch)
        {
            double[] inputs = [.. bottlenecks.PaddedRow(example.Row)[..head.Length].ToArray().Select(value => (double)value), 1];
            double[] logits = [.. Enumerable.Range(0, head.LabelCount)
                .Select(label => inputs.Index().Sum(input => input.Item * weights[(input.Index * head.LabelCount) + label]))];
            double sum = logits.Sum(Math.Exp);
            for (int k = 0; k <= head.Length; k++)
            {
                for (int label = 0; label < head.LabelCount; label++)
                {
                    double error = (Math.Exp(logits[label]) / sum) - (label == example.LabelIndex ? 1 : 0);
                    updated[k, label] -= learningRate * error * inputs[k] / batch.Length;
                }
            }
        }

        return updated;
    }

    private static BottleneckMatrix GoldenBottlenecks()
    {
        float[] values = GoldenFiles.Floats("train/head_X.f32.bin");
        BottleneckMatrix bottlenecks = new(Images, Length);
        for (int row = 0; row < Images; row++)
        {
            bottlenecks.Write(row, values.AsSpan(row * Length, Length));
        }

        return bottlenecks;
    }

    private static Example[] GoldenBatch()
    {
        float[] oneHot = GoldenFiles.Floats("train/head_Y.f32.bin");
        return [.. Enumerable.Range(0, Images).Select(row => Examples.Of(row, oneHot.AsSpan(row * Labels, Labels).IndexOf(1f)))];
    }

    private static SoftmaxHead GoldenInitialHead()
    {
        float[] initial = GoldenFiles.Floats("train/head_W0.f32.bin");
        SoftmaxHead head = new(Length, Labels);
        for (int k = 0; k < Length; k++)
        {
            for (int label = 0; label < Labels; label++)
            {
                head.Weights[(label * head.Stride) + k] = initial[(k * Labels) + label];
            }
        }

        return head;
    }

    private static float[] Probabilities(SoftmaxHead head, BottleneckMatrix bottlenecks)
    {
        float[] all = new float[Images * Labels];
        for (int row = 0; row < Images; row++)
        {
            Span<float> probabilities = all.AsSpan(row * Labels, Labels);
            head.Logits(bottlenecks.PaddedRow(row), probabilities);
            CrossEntropy.SoftmaxInPlace(probabilities, 0);
        }

        return all;
    }

    private static void ShouldAgree(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-4f);
        }
    }
}
