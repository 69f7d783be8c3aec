using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;
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
