using Retrain.Hostile.Processes;

namespace Retrain.Hostile;

/// <summary>What all attacks share: a folder, a seed, a few photos and a model trained on them.</summary>
internal sealed class Arena(int seed, double scale) : IDisposable
{
    private const int PhotosOfEach = 24;

    private readonly TemporaryFolder folder = new();
    private readonly List<Findings> ended = [];
    private Task<ToolOutputs>? model;

    public int Seed => seed;

    public bool Broke => ended.Exists(findings => findings.Any);

    /// <summary>A new random sequence for one attack, the same for the same seed.</summary>
    public Random NewRandom(string purpose) =>
        new(purpose.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter))); // HashCode differs between processes

    /// <summary>The number of trials of an attack that takes <paramref name="whole"/> of them at scale 1.</summary>
    public int Trials(int whole) => Math.Max(1, (int)Math.Round(whole * scale));

    public string NewFolder(string name) => Directory.CreateDirectory(folder.PathOf($"{name}-{Guid.NewGuid():N}")).FullName;

    /// <summary>A model of two categories of drawn photos, trained once with a cache of its own.</summary>
    public Task<ToolOutputs> ModelAsync(CancellationToken cancellationToken) => model ??= TrainAsync(cancellationToken);

    public void Add(Findings findings) => ended.Add(findings);

    public void Dispose() => folder.Dispose();

    private async Task<ToolOutputs> TrainAsync(CancellationToken cancellationToken)
    {
        string photos = Path.Combine(NewFolder("model"), "photos");
        DrawnPhotos.Write(photos, PhotosOfEach, "circles", "squares");
        ToolOutputs outputs = new(photos, Path.GetDirectoryName(photos)!);
        ToolAttempt attempt = await ToolAttempt.RunAsync(outputs.TrainingArguments(), cancellationToken);
        return attempt.ExitCode == 0 ? outputs : throw new InvalidOperationException($"the first training failed: {attempt}");
    }
}
