using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Heads;

public sealed class TemperatureTests
{
    private const int Labels = 4;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void UndoesWhatMadeAModelTooSureOrTooUnsure(double exaggeration)
    {
        // Labels drawn with the probabilities that the logits give before they are exaggerated.
        (float[] logits, Example[] examples) = Drawn(20_000, seed: 5);

        double temperature = Temperature.Fit([.. logits.Select(logit => (float)(logit * exaggeration))], examples, Labels);

        temperature.ShouldBe(exaggeration, exaggeration * 0.05);
    }

    [Fact]
    public void IsNotEndlessCertaintyWhereNothingIsWrong()
    {
        float[] logits = [.. Enumerable.Range(0, 50).SelectMany(_ => new float[] { 2, 0, 0, 0 })];

        Temperature.Fit(logits, [.. Enumerable.Range(0, 50).Select(i => Examples.Of(i, 0))], Labels).ShouldBeInRange(0.2, 0.9);
    }

    [Fact]
    public void IsThatOfTheLeastCrossEntropyNearby() => Gen.Int[1, 1000].Sample(seed =>
    {
        (float[] logits, Example[] examples) = Drawn(200, seed);
        double temperature = Temperature.Fit(logits, examples, Labels);

        return CrossEntropyAt(temperature) <= CrossEntropyAt(temperature * 1.3) + Doubt(1.3)
            && CrossEntropyAt(temperature) <= CrossEntropyAt(temperature / 1.3) + Doubt(1.3);

        double CrossEntropyAt(double divisor) => examples.Select((example, i) =>
        {
            float[] row = [.. logits[(i * Labels)..((i + 1) * Labels)].Select(logit => (float)(logit / divisor))];
            return (double)CrossEntropy.SoftmaxInPlace(row, example.LabelIndex);
        }).Sum();

        // The doubt about extreme temperatures may make a difference of this size between two of them.
        double Doubt(double factor) => Math.Abs(Math.Pow(Math.Log(temperature * factor), 2) - Math.Pow(Math.Log(temperature), 2)) * 2
            + Math.Abs(Math.Pow(Math.Log(temperature / factor), 2) - Math.Pow(Math.Log(temperature), 2)) * 2;
    }, iter: 50);

    private static (float[] Logits, Example[] Examples) Drawn(int count, int seed)
    {
        Random random = new(seed);
        float[] logits = new float[count * Labels];
        Example[] examples = new Example[count];
        for (int i = 0; i < count; i++)
        {
            Span<float> row = logits.AsSpan(i * Labels, Labels);
            foreach (ref float logit in row)
            {
                logit = (float)(random.NextDouble() * 4);
            }

            float[] probabilities = row.ToArray();
            CrossEntropy.SoftmaxInPlace(probabilities, 0);
            double point = random.NextDouble();
            int label = 0;
            while (label < Labels - 1 && (point -= probabilities[label]) > 0)
            {
                label++;
            }

            examples[i] = Examples.Of(i, label);
        }

        return (logits, examples);
    }
}
