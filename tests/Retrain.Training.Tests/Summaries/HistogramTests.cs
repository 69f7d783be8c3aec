using System.Text.Json;
using CsCheck;
using Retrain.Training.Summaries;
using Retrain.Training.Summaries.Protos;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Summaries;

public sealed class HistogramTests
{
    private static readonly Gen<float> Values = Gen.Float[-10, 10];

    public static TheoryData<string> Goldens => [.. Histograms().Select(histogram => histogram.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void IsTensorFlows(string name)
    {
        JsonElement golden = Histograms().Single(histogram => histogram.GetProperty("name").GetString() == name);
        JsonElement expected = golden.GetProperty("histo");
        Histogram histogram = new();

        histogram.Add([.. golden.GetProperty("values").EnumerateArray().Select(value => (float)value.GetDouble())]);

        HistogramProto proto = histogram.ToProto();
        proto.BucketLimit.ShouldBe(Numbers("bucket_limit"));
        proto.Bucket.ShouldBe(Numbers("bucket"));
        proto.Min.ShouldBe(Number("min"));
        proto.Max.ShouldBe(Number("max"));
        proto.Num.ShouldBe(Number("num"));
        proto.Sum.ShouldBe(Number("sum"), Math.Abs(Number("sum")) * 1e-12);
        proto.SumSquares.ShouldBe(Number("sum_squares"), Number("sum_squares") * 1e-12);

        double Number(string property) => expected.GetProperty(property).GetDouble();
        double[] Numbers(string property) => [.. expected.GetProperty(property).EnumerateArray().Select(value => value.GetDouble())];
    }

    [Fact]
    public void CountsEveryNumberBelowItsLimitAndNotBelowTheOneBefore() => Gen.Float.Where(float.IsFinite).Sample(value =>
    {
        Histogram histogram = new();
        histogram.Add([value]);

        HistogramProto proto = histogram.ToProto();

        int bucket = proto.Bucket.IndexOf(1);
        return proto.Bucket.Sum() == 1
            && value < proto.BucketLimit[bucket]
            && (bucket == 0 || value >= proto.BucketLimit[bucket - 1]);
    });

    [Fact]
    public void CountsInPartsWhatItCountsAtOnce() => Gen.Select(Values.Array[1, 50], Values.Array[0, 50]).Sample((first, second) =>
    {
        Histogram whole = new();
        whole.Add([.. first, .. second]);
        Histogram parts = new();
        parts.Add(first);
        Histogram part = new();
        part.Add(second);

        parts.Add(part);

        HistogramProto expected = whole.ToProto();
        HistogramProto actual = parts.ToProto();
        actual.Bucket.ShouldBe(expected.Bucket);
        (actual.Num, actual.Min, actual.Max).ShouldBe((expected.Num, expected.Min, expected.Max));
        actual.Sum.ShouldBe(expected.Sum, 1e-9);
        actual.SumSquares.ShouldBe(expected.SumSquares, 1e-9 * expected.SumSquares);
    });

    [Fact]
    public void KnowsMeanAndDeviation() => Values.Array[1, 300].Sample(values =>
    {
        double mean = values.Average(value => (double)value);
        Histogram histogram = new();

        histogram.Add(values);

        histogram.Mean.ShouldBe(mean, 1e-9);
        histogram.Deviation.ShouldBe(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-5);
    });

    private static JsonElement[] Histograms() => [.. GoldenFiles.Json("train/manifest.json").GetProperty("histograms").EnumerateArray()];
}
