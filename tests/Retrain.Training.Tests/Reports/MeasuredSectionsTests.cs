using System.Text.RegularExpressions;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Growth;
using Retrain.Training.Reports;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Reports;

public sealed partial class MeasuredSectionsTests : IDisposable
{
    private static readonly ErrorPromise Promise = new(5, 5, 0.8f, 100, 0);

    private readonly BottleneckMatrix matrix = new(1, 1);

    public void Dispose() => matrix.Dispose();

    [Theory]
    [InlineData(2, 2000)]
    [InlineData(60, 2000)]
    [InlineData(1000, 4000)]
    public void AreBoundedWhateverTheNumberOfLabels(int labelCount, int imageCount)
    {
        string page = Write(ReportedTest.Of(matrix, [.. Images(labelCount, imageCount)], Promise, Growth(labelCount, 5)));

        page.Length.ShouldBeLessThan(1_000_000);
        Element().Count(page).ShouldBeLessThan(3_000);
        page.ShouldNotContain("label <");
    }

    [Fact]
    public void SayWhatTwiceAsManyPhotosGive()
    {
        string page = Write(ReportedTest.Of(matrix, [.. Images(3, 50)], Promise, Growth(3, 5)));

        page.ShouldContain("Twice as many photos should give about");
        Regex.Match(page, @"<strong>(.+?)</strong>").Groups[1].Value.ShouldBe("Yes, worth it");
    }

    [Fact]
    public void SayWhereTooFewPhotosWereMeasured()
    {
        Write(ReportedTest.Of(matrix, [.. Images(3, 50)], Promise, Growth(3, 2))).ShouldContain("Too few sizes could be measured");
        Write(ReportedTest.Of(matrix, [.. Images(3, 50)], Promise, Growth(3, 0))).ShouldContain("too few images to train on a part");
    }

    [Fact]
    public void SayWhereTheModelHasNoThreshold() =>
        Write(ReportedTest.Of(matrix, [.. Images(3, 50)], new(5, null, float.PositiveInfinity, 9, null), null))
            .ShouldContain("The model has no threshold of its own");

    private static string Write(ReportedRun run)
    {
        HtmlWriter html = new();
        ThresholdSection.Write(html, run);
        RankingSection.Write(html, run);
        MorePhotosSection.Write(html, run);
        return html.ToString();
    }

    private static IEnumerable<(int Label, float[] Probabilities)> Images(int labelCount, int imageCount)
    {
        SeededRandom random = new(1);
        for (int i = 0; i < imageCount; i++)
        {
            float[] probabilities = [.. Enumerable.Range(0, labelCount).Select(_ => random.NextSingle(0, 1f / labelCount))];
            probabilities[random.NextInt32(4) == 0 ? random.NextInt32(labelCount) : i % labelCount] += 1;
            float sum = probabilities.Sum();
            yield return (i % labelCount, [.. probabilities.Select(probability => probability / sum)]);
        }
    }

    // An error of 40% that falls with the root of the images.
    private static AccuracyGrowth Growth(int labelCount, int sizes)
    {
        const int OfLabel = 30;
        int total = labelCount * OfLabel;
        GrowthPoint[] points =
        [
            .. Enumerable.Range(0, sizes).Select(i =>
            {
                int part = 1 << (sizes - 1 - i);
                int right = (int)(OfLabel * (1 - (0.4 / Math.Pow(2, i / 2.0))));
                bool?[] areRight = [.. Enumerable.Range(0, total).Select(k => k % OfLabel < right)];
                return new GrowthPoint(part, (double)total / part, areRight)
                {
                    Draws = [.. Enumerable.Repeat(new Accuracy(right * labelCount / 5, total / 5), 5)],
                    OfLabels = [.. Enumerable.Repeat(new Accuracy(right, OfLabel), labelCount)],
                };
            }),
        ];
        return new AccuracyGrowth
        {
            Known = total,
            Used = total,
            Points = points,
            LeftOut = [],
            Forecast = GrowthForecast.Of(total, points, [.. Enumerable.Range(0, total)], 1),
        };
    }

    [GeneratedRegex("<[a-z]")]
    private static partial Regex Element();
}
