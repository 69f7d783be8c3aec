using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// The cached bottlenecks of images that many tests use: computed once by the tool itself, and copied for every test that does not ask what
/// is computed.
/// </summary>
internal sealed class KnownBottlenecks
{
    private readonly Lazy<Computation> computation;

    /// <param name="run">Makes a run with the images.</param>
    /// <param name="flags">The flags of the training that computes the bottlenecks.</param>
    private KnownBottlenecks(Func<TrainingRun> run, params IReadOnlyList<string> flags) => computation = new(() => Compute(run(), flags));

    /// <summary>The first 40 images that are drawn of two categories.</summary>
    public static KnownBottlenecks Drawn { get; } = new(() => new TrainingRun().Draw(40), "--how_many_training_steps", "1");

    /// <summary>The images of samples/, and those that are drawn.</summary>
    public static KnownBottlenecks RoadSigns { get; } = new(
        () => new TrainingRun(Repository.PathOf("samples/road_signs/images")).WithBottlenecks(Drawn), "--how_many_training_steps", "1");

    /// <summary>The photos among the reference data, computed by a whole training.</summary>
    public static KnownBottlenecks FlowerPhotos { get; } = new(() => new TrainingRun(ReferenceData.PathOf("datasets/flower_photos")));

    /// <summary>What the training printed that computed them.</summary>
    public string Output => computation.Value.Output;

    /// <summary>The bytes of the graph that it wrote.</summary>
    public byte[] Graph => computation.Value.Graph;

    /// <summary>Fills a cache that does not exist yet.</summary>
    public void WriteTo(string cacheDir)
    {
        Directory.CreateDirectory(cacheDir);
        foreach ((string name, byte[] content) in computation.Value.Files)
        {
            File.WriteAllBytes(Path.Combine(cacheDir, name), content);
        }
    }

    private static Computation Compute(TrainingRun run, IReadOnlyList<string> flags)
    {
        using (run)
        {
            ToolRun trained = Task.Run(() => ToolCall.RunAsync(run.CacheDir, run.Arguments(flags))).GetAwaiter().GetResult();
            return new(
                trained.ShouldSucceed().Output,
                File.ReadAllBytes(run.Graph),
                Directory.EnumerateFiles(run.CacheDir).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes));
        }
    }

    private sealed record Computation(string Output, byte[] Graph, IReadOnlyDictionary<string, byte[]> Files);
}
