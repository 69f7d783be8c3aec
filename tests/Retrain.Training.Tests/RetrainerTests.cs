using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Options;

namespace Retrain.Training.Tests;

public sealed class RetrainerTests
{
    [Fact]
    public void EventsArriveOneAtATimeEvenWhereTheCacheFailsInAThread()
    {
        using TemporaryFolder folder = new();
        DrawnPhotos.Write(folder.PathOf("photos"), 60, "circles", "squares");
        int underWay = 0;
        bool overlapped = false;
        bool dropped = false;
        List<string> codes = [];

        void Show(TrainingEvent trainingEvent)
        {
            overlapped |= Interlocked.Increment(ref underWay) > 1;
            if (trainingEvent is ProblemFound problem)
            {
                codes.Add(problem.Diagnostic.Code);
            }

            if (trainingEvent is BottlenecksProgressed { Done: 1 } && !dropped)
            {
                dropped = true;
                DropBottlenecks(folder.PathOf("cache"));

                // Time for another thread to miss the table and to warn.
                Thread.Sleep(1500);
            }

            Interlocked.Decrement(ref underWay);
        }

        new Retrainer(Options(folder), Show).Run(TestContext.Current.CancellationToken);

        codes.ShouldContain("RT3003");
        overlapped.ShouldBeFalse();
    }

    [Fact]
    public void EvaluationsOnTheWayChangeNothing()
    {
        using TemporaryFolder folder = new();
        DrawnPhotos.Write(folder.PathOf("photos"), 20, "circles", "squares");
        RetrainOptions options = Options(folder) with { Head = new() { HowManyTrainingSteps = 25 } };
        List<TrainingEvent> shown = [], unseen = [];

        new Retrainer(options, shown.Add).Run(TestContext.Current.CancellationToken);
        byte[] graph = File.ReadAllBytes(options.Output.Graph);
        byte[] manifest = File.ReadAllBytes(options.Output.Manifest);
        new Retrainer(options, unseen.Add) { ShowsSteps = false }.Run(TestContext.Current.CancellationToken);

        shown.OfType<StepEvaluated>().Select(step => step.Step).ShouldBe([0, 10, 20, 24]);
        unseen.OfType<StepEvaluated>().ShouldBeEmpty();
        File.ReadAllBytes(options.Output.Graph).ShouldBe(graph);
        File.ReadAllBytes(options.Output.Manifest).ShouldBe(manifest);
    }

    [Fact]
    public void AReportShowsThemInAnyCase()
    {
        using TemporaryFolder folder = new();
        DrawnPhotos.Write(folder.PathOf("photos"), 20, "circles", "squares");
        RetrainOptions options = Options(folder);
        options = options with { Output = options.Output with { Report = folder.PathOf("out/report.html") } };
        List<TrainingEvent> events = [];

        new Retrainer(options, events.Add) { ShowsSteps = false }.Run(TestContext.Current.CancellationToken);

        events.OfType<StepEvaluated>().ShouldHaveSingleItem();
    }

    [Fact]
    public void ATrainingThatFailsLeavesNoFileAndNoFolder()
    {
        using TemporaryFolder folder = new();
        DrawnPhotos.Write(folder.PathOf("photos"), 20, "circles", "squares");
        RetrainOptions options = Options(folder) with { Head = new() { LearningRate = 1e38f } };

        Should.Throw<RetrainException>(() => new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken))
            .Diagnostic.Code.ShouldBe("RT1020");

        Directory.Exists(folder.PathOf("out")).ShouldBeFalse();
    }

    private static void DropBottlenecks(string cacheFolder)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(cacheFolder, "bottlenecks.v1.db")};Pooling=False");
        connection.Open();
        using SqliteCommand drop = new("DROP TABLE bottlenecks", connection);
        drop.ExecuteNonQuery();
    }

    private static RetrainOptions Options(TemporaryFolder folder) => new()
    {
        Data = new() { ImageDir = folder.PathOf("photos") },
        Bottlenecks = new() { BottleneckDir = folder.PathOf("cache"), Threads = 8 },
        Output = new()
        {
            Graph = folder.PathOf("out/graph.pb"),
            Labels = folder.PathOf("out/labels.txt"),
            Manifest = folder.PathOf("out/manifest.json"),
            IntermediateGraphsDir = folder.PathOf("intermediate"),
        },
        Head = new() { HowManyTrainingSteps = 1 },
    };
}
