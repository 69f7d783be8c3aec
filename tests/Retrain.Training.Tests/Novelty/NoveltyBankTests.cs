using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Novelty;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Tests.Novelty;

public sealed class NoveltyBankTests : IDisposable
{
    private readonly List<BottleneckMatrix> matrices = [];
    private readonly SeededRandom random = new(7);

    public void Dispose() => matrices.ForEach(matrix => matrix.Dispose());

    [Theory]
    [InlineData(false, 3, 2)]
    [InlineData(false, 300, 5)]
    [InlineData(true, 3, 2)]
    [InlineData(true, 300, 5)]
    public void TheGraphGivesTheNoveltyOfAPlainComputation(bool isOnnx, int count, int labelCount)
    {
        LabeledBottlenecks bottlenecks = Bottlenecks(count, length: 100, labelCount);
        NoveltyBank bank = Of(bottlenecks);
        SoftmaxHead head = SoftmaxHead.Initialize(100, labelCount, random);
        TensorScale(head, 500);
        Backbone backbone = isOnnx ? EfficientNetLite.LoadInt8() : AverageColor.Load();

        float[][] answers = Answers(backbone, head, bank, bottlenecks);

        foreach ((LabeledImage image, float[] answer) in bottlenecks.Images.Zip(answers))
        {
            answer.Length.ShouldBe(labelCount + 1);
            float[] probabilities = new float[labelCount];
            head.Logits(bottlenecks.Matrix.PaddedRow(image.Row), probabilities);
            CrossEntropy.SoftmaxInPlace(probabilities, 0);
            double expected = Plain(bank, bottlenecks.Matrix.PaddedRow(image.Row)[..100], probabilities);
            ((double)answer[^1]).ShouldBe(expected, 1e-4);
        }
    }

    // Every photo is kept where there are few: its cosine to itself is 1, but for the rounding to eight bits.
    [Fact]
    public void ATrainingImageIsHardlyNovel()
    {
        LabeledBottlenecks bottlenecks = Bottlenecks(10, length: 64, labelCount: 2);
        NoveltyBank bank = Of(bottlenecks);
        float[] sure = [1, 0];

        bank.Count.ShouldBe(10);
        double highest = 1.1 - ((60 - Math.Log(10)) / 60) - 0.1;
        foreach (LabeledImage image in bottlenecks.Images)
        {
            Plain(bank, bottlenecks.Matrix.PaddedRow(image.Row)[..64], sure).ShouldBeInRange(0, highest + 0.001);
        }
    }

    [Theory]
    [InlineData(384, 256)]
    [InlineData(1280, 256)]
    [InlineData(4096, 128)]
    public void TakesLittleRoom(int length, int directions)
    {
        NoveltyBank bank = Of(Bottlenecks(600, length, labelCount: 3));

        bank.Count.ShouldBe(directions);
        bank.Codes.Length.ShouldBe(length * directions);
        bank.Codes.Length.ShouldBeLessThanOrEqualTo(1 << 20);
    }

    [Fact]
    public void EqualSeedsGiveEqualBytes()
    {
        LabeledBottlenecks bottlenecks = Bottlenecks(600, 64, labelCount: 3);

        Of(bottlenecks).Codes.ShouldBe(Of(bottlenecks).Codes);
        NoveltyBank.Of(bottlenecks, 2, TestContext.Current.CancellationToken).Codes.ShouldNotBe(Of(bottlenecks).Codes);
    }

    [Fact]
    public void ScaledBottlenecksHaveTheSameDirections()
    {
        LabeledBottlenecks bottlenecks = Bottlenecks(600, 64, labelCount: 3);
        byte[] before = Of(bottlenecks).Codes;

        bottlenecks.Matrix.Scale(0.0625f);

        Of(bottlenecks).Codes.ShouldBe(before);
    }

    [Fact]
    public void ABottleneckOfZerosAndAVeryLargeOneHaveANovelty()
    {
        LabeledBottlenecks bottlenecks = Bottlenecks(4, length: 8, labelCount: 2);
        bottlenecks.Matrix.Write(0, new float[8]);
        bottlenecks.Matrix.Write(1, [3e30f, 0, 0, 0, 0, 0, 0, 0]);
        SoftmaxHead head = new(8, 2);

        float[][] answers = Answers(AverageColor.Load(), head, Of(bottlenecks), bottlenecks);

        answers.SelectMany(answer => answer).ShouldAllBe(value => float.IsFinite(value));
    }

    private static NoveltyBank Of(LabeledBottlenecks bottlenecks) => NoveltyBank.Of(bottlenecks, 1, TestContext.Current.CancellationToken);

    private static float[][] Answers(Backbone backbone, SoftmaxHead head, NoveltyBank bank, LabeledBottlenecks bottlenecks)
    {
        TrainedGraph graph = TrainedGraph.Of(backbone, head, "final_result", new TrainedNovelty(bank));
        Example[] all = [.. bottlenecks.Images.Select(Example.Of)];
        using GraphSession session = graph.OpenHead();
        return GraphAnswers.Of(
            session, head, bottlenecks.Matrix, all, (_, values) => values.ToArray(), TestContext.Current.CancellationToken);
    }

    private static void TensorScale(SoftmaxHead head, float factor)
    {
        for (int i = 0; i < head.Weights.Length; i++)
        {
            head.Weights[i] *= factor;
        }
    }

    private static double Plain(NoveltyBank bank, ReadOnlySpan<float> bottleneck, float[] probabilities)
    {
        double norm = 0;
        foreach (float value in bottleneck)
        {
            norm += (double)value * value;
        }

        double sum = 0;
        for (int direction = 0; direction < bank.Count; direction++)
        {
            double dot = 0;
            for (int k = 0; k < bank.Length; k++)
            {
                dot += bottleneck[k] * (bank.Codes[(k * bank.Count) + direction] - 128.0) * bank.Scales[direction];
            }

            sum += Math.Exp(60 * dot / Math.Sqrt(norm));
        }

        return 1.1 - (Math.Log(sum / bank.Count) / 60) - (0.1 * probabilities.Sum(p => (double)p * p));
    }

    private LabeledBottlenecks Bottlenecks(int count, int length, int labelCount)
    {
        BottleneckMatrix matrix = new(count, length);
        matrices.Add(matrix);
        Category[] categories = [.. Enumerable.Range(0, labelCount).Select(label => new Category($"{label}", label, $"{label}", []))];
        LabeledImage[] images = [.. Enumerable.Range(0, count).Select(row =>
            new LabeledImage(categories[row % labelCount], new ImageFile($"{row}.jpg", $"{row}.jpg")) { Row = row })];
        for (int row = 0; row < count; row++)
        {
            matrix.Write(row, [.. Enumerable.Range(0, length).Select(_ => random.NextSingle(-0.2f, 1))]);
        }

        return new("photos", [.. categories.Select(category => category.Label)], images, matrix);
    }
}
