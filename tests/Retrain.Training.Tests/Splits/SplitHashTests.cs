using System.Globalization;
using System.Text.Json;
using Retrain.Training.Splits;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Splits;

public sealed class SplitHashTests
{
    [Fact]
    public void EveryNameGetsRetrainPysPercentageAndSet()
    {
        JsonElement[] rows = [.. GoldenFiles.Json("split.json").GetProperty("paths").EnumerateArray()];
        rows.Length.ShouldBe(178);
        foreach (JsonElement row in rows)
        {
            string path = row.GetProperty("path").GetString()!;

            double percent = SplitHash.Percent(path);

            percent.ShouldBe(double.Parse(row.GetProperty("percentage").GetString()!, CultureInfo.InvariantCulture), path);
            new SplitPercentages(10, 10).SplitOf(percent).Name().ShouldBe(row.GetProperty("testing10_validation10").GetString(), path);
            new SplitPercentages(20, 5).SplitOf(percent).Name().ShouldBe(row.GetProperty("testing20_validation5").GetString(), path);
        }
    }

    [Fact]
    public void NamesThatDifferAfterNohashStayTogether() =>
        SplitHash.Percent("a1_nohash_0.jpg").ShouldBe(SplitHash.Percent("a1_nohash_17.jpg"));

    [Fact]
    public void AnotherSaltGivesAnotherSplit() => SplitHash.Percent("1.jpg", "0").ShouldNotBe(SplitHash.Percent("1.jpg", "1"));
}
