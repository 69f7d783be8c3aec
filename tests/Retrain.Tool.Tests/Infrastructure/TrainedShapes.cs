namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A classifier of drawn images, trained once for all tests of a class, which leave it and the images as they are.</summary>
public sealed class TrainedShapes : IAsyncLifetime
{
    internal TrainingRun Run { get; } = new TrainingRun().DrawCached();

    public async ValueTask InitializeAsync() => (await Run.TrainAsync("--how_many_training_steps", "300")).ShouldSucceed();

    public ValueTask DisposeAsync()
    {
        Run.Dispose();
        return ValueTask.CompletedTask;
    }
}
