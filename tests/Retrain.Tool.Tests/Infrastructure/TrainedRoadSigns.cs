using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A classifier of the sample images, trained once for all tests of a class.</summary>
public sealed class TrainedRoadSigns : IAsyncLifetime
{
    private readonly TrainingRun run = new(Repository.PathOf("samples/road_signs/images"));

    public string Graph => run.Graph;

    public string Labels => run.Labels;

    /// <summary>Three photos of each sign.</summary>
    public IReadOnlyList<string> Photos => PhotosOfEach.Category(run.ImageDir, 3);

    public async ValueTask InitializeAsync()
    {
        run.WithBottlenecks(KnownBottlenecks.RoadSigns);
        (await ToolCall.RunAsync(run.CacheDir, run.Arguments())).ShouldSucceed();
    }

    /// <summary>Exports into a file of its own.</summary>
    public async Task<string> ExportAsync(string name, params string[] flags)
    {
        string output = run.OutputOf(name);
        (await ToolCall.RunAsync(run.CacheDir, ["export", "--graph", Graph, "--output", output, .. flags])).ShouldSucceed();
        return output;
    }

    public ValueTask DisposeAsync()
    {
        run.Dispose();
        return ValueTask.CompletedTask;
    }
}
