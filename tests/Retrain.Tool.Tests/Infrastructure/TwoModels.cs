using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// Two models of the same labels, one that has them right and one that has them the wrong way round, and photos to test them with.
/// </summary>
public sealed class TwoModels : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    internal TrainingRun Good { get; } = new TrainingRun().DrawCached();

    internal TrainingRun Bad { get; } = new();

    /// <summary>Ten circles, ten squares, and a circle among the squares.</summary>
    public string Photos => folder.PathOf("photos");

    public async ValueTask InitializeAsync()
    {
        (await Good.TrainAsync("--how_many_training_steps", "300")).ShouldSucceed();
        Bad.WithBottlenecks(KnownBottlenecks.Drawn);
        DrawnPhotos.Write(Bad.ImageDir, 24, "squares", "circles");
        (await Bad.TrainAsync("--how_many_training_steps", "300")).ShouldSucceed();
        DrawnPhotos.Write(Photos, 10, "circles", "squares");
        File.Copy(Path.Combine(Photos, "circles", "1.jpg"), Path.Combine(Photos, "squares", "a circle.jpg"));
    }

    public ValueTask DisposeAsync()
    {
        Good.Dispose();
        Bad.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
