using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// The cached bottlenecks of drawn images: computed once by the tool itself, and copied for every test that does not ask what is computed.
/// </summary>
internal static class DrawnBottlenecks
{
    private const int OfEachCategory = 40;

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Files = new(Compute);

    /// <summary>Fills a cache that does not exist yet.</summary>
    public static void WriteTo(string cacheDir)
    {
        Directory.CreateDirectory(cacheDir);
        foreach ((string name, byte[] content) in Files.Value)
        {
            File.WriteAllBytes(Path.Combine(cacheDir, name), content);
        }
    }

    private static Dictionary<string, byte[]> Compute()
    {
        using TrainingRun run = new TrainingRun().Draw(OfEachCategory);
        ToolRun trained = Task.Run(() => run.TrainAsync("--how_many_training_steps", "1")).GetAwaiter().GetResult();
        trained.ShouldSucceed();
        return Directory.EnumerateFiles(run.CacheDir).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }
}
