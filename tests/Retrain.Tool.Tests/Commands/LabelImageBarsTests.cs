using Retrain.Runtime;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public static class LabelImageBarsTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public static void AreAsLongAsTheProbabilities(int columns)
    {
        FakeTerminal fake = new(columns);

        Draw(fake, 0.805f);

        fake.Screen.ShouldAllBe(line => line.Length < columns);
        Snapshot.Match(string.Join('\n', fake.Screen), $"label_image_bars_{columns}");
    }

    [Fact]
    public static void AreLeftOutWhereThereIsNoRoom()
    {
        FakeTerminal fake = new(25);

        Draw(fake, 0.805f);

        fake.Screen.ShouldNotContain(line => line.Contains('█', StringComparison.Ordinal));
        fake.Screen.ShouldContain("  roses   0.955");
    }

    [Fact]
    public static void SayThatAModelBelievesNoLabel()
    {
        FakeTerminal fake = new(80);

        Draw(fake, float.PositiveInfinity);

        fake.Screen[^2].ShouldBe("Uncertain: training had too few photos to say which labels can be believed.");
    }

    [Fact]
    public static void EscapeWhatWouldCommandTheTerminal()
    {
        FakeTerminal fake = new(80, hasColors: false);

        new LabelImageBars(fake.Terminal, 0).Draw("\e[2J.jpg", [new Prediction("a\e[1mb", 1) { IsConfident = true }]);

        fake.Written.ShouldNotContain('\e');
        fake.Screen[1].ShouldBe(@"\u001B[2J.jpg");
    }

    private static void Draw(FakeTerminal fake, float threshold)
    {
        LabelImageBars bars = new(fake.Terminal, threshold);
        bars.Draw("photos/1.jpg", Predictions(0.955f, threshold));
        bars.Draw("photos/2.jpg", Predictions(0.5f, threshold));
        bars.End();
    }

    private static Prediction[] Predictions(float highest, float threshold) =>
    [
        new("roses", highest) { IsConfident = highest >= threshold },
        new("tulips", 1 - highest) { IsConfident = 1 - highest >= threshold },
    ];
}
