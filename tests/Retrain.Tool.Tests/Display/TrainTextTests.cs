using Retrain.Tool.Commands;
using Retrain.Tool.Display;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Downloads;
using Retrain.Training.Events;

namespace Retrain.Tool.Tests.Display;

/// <summary>When a bar is drawn: by what a run tells, whatever time it takes.</summary>
public static class TrainTextTests
{
    [Fact]
    public static void DrawsNoBarWhereNothingIsWaitedFor() => Phases(new BottlenecksProgressed(48, 48, 0)).ShouldBeEmpty();

    [Fact]
    public static void DrawsOneFromTheFirstOfAPhaseToItsLast() => Phases(
        new BottlenecksProgressed(40, 48, 0), new BottlenecksProgressed(44, 48, 4), new BottlenecksProgressed(48, 48, 8))
        .ShouldBe(["began with 48", "40", "44", "48", "ended"]);

    [Fact]
    public static void DrawsOneForEachPhase()
    {
        DownloadProgressed download = new(10, 20);

        Phases(download, new DownloadFinished("", 20, default), new BottlenecksProgressed(0, 48, 0))
            .ShouldBe(["began with 20", "10", "ended", "began with 48", "0", "ended"]);
    }

    private static List<string> Phases(params TrainingEvent[] told)
    {
        List<string> seen = [];
        using (TrainText text = new(Verbosity.Normal, _ => { })
        {
            Begin = total =>
            {
                seen.Add($"began with {total}");
                return new SeenPhase(seen);
            },
        })
        {
            Array.ForEach(told, text.Show);
        }

        return seen;
    }

    private sealed class SeenPhase(List<string> seen) : ProgressPhase
    {
        public override void Dispose() => seen.Add("ended");

        protected override void Show(double done, string line, TimeSpan elapsed) => seen.Add($"{done}");
    }
}
