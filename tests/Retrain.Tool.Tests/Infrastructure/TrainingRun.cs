using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A folder with images, a cache and outputs of its own, in which the tool is run.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="imageDir">Other images than drawn ones.</param>
    public TrainingRun(string? imageDir = null) => ImageDir = imageDir ?? folder.PathOf("photos");

    public string ImageDir { get; }

    public string CacheDir => folder.PathOf("cache");

    public string Graph => OutputOf("output_graph.pb");

    public string Labels => OutputOf("output_labels.txt");

    public string Manifest => OutputOf("manifest.json");

    /// <summary>Of TensorBoard's files.</summary>
    public string SummariesDir => folder.PathOf("summaries");

    public TemporaryFolder Folder => folder;

    public string OutputOf(string name) => folder.PathOf(Path.Combine("out", name));

    /// <summary>Draws images of two categories.</summary>
    public TrainingRun Draw(int count = 24)
    {
        DrawnPhotos.Write(ImageDir, count, "circles", "squares");
        return this;
    }

    /// <summary>Draws images of two categories whose bottlenecks are in the cache already.</summary>
    public TrainingRun DrawCached(int count = 24)
    {
        return Draw(count).WithBottlenecks(KnownBottlenecks.Drawn);
    }

    /// <summary>Puts the bottlenecks of images into the cache that the run then finds.</summary>
    public TrainingRun WithBottlenecks(KnownBottlenecks known)
    {
        known.WriteTo(CacheDir);
        return this;
    }

    /// <summary>The arguments of a training; a flag among those that follow stands in place of the same flag before it.</summary>
    public string[] Arguments(params IReadOnlyList<string> more) => FlagsOnce.In(
        ["--image_dir", ImageDir, "--output_graph", Graph, "--output_labels", Labels, "--summaries_dir", SummariesDir, .. more]);

    /// <summary>Trains for few steps, with more flags where given.</summary>
    public Task<ToolRun> TrainAsync(params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(CacheDir, Arguments(["--how_many_training_steps", "50", .. more]));

    /// <summary>Does the same in a process of its own.</summary>
    public Task<ToolRun> TrainInAProcessAsync() => ToolProcess.RunAsync(CacheDir, Arguments("--how_many_training_steps", "50"));

    /// <summary>Writes the inputs file of a model Flowers as Retrain.MSBuild does.</summary>
    /// <returns>The path of the file.</returns>
    public string WriteInputs(params IReadOnlyList<string> options)
    {
        string[] lines =
        [
            "retrain inputs 4", "engine\t1.0.0", $"project\t{folder.PathOf("App.csproj")}",
            $"output\toutput_graph\t{Graph}", $"output\toutput_labels\t{Labels}", $"output\toutput_manifest\t{Manifest}",
            "option\tHowManyTrainingSteps\t50", .. options,
            .. new[] { "circles", "squares" }.Select(label => $"folder\t{label}\t{Path.Combine(ImageDir, label)}"),
        ];
        string path = folder.PathOf("Flowers.inputs");
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Whatever lies in the output folder.</summary>
    public IEnumerable<string> OutputNames() =>
        Directory.Exists(folder.PathOf("out"))
            ? Directory.EnumerateFileSystemEntries(folder.PathOf("out")).Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)
            : [];

    public void Dispose() => folder.Dispose();
}
