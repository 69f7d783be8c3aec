namespace Retrain.Hostile.Processes;

/// <summary>The photos and the files of one training.</summary>
/// <param name="Photos">The folder of the categories.</param>
/// <param name="Folder">The folder of the outputs.</param>
internal sealed record ToolOutputs(string Photos, string Folder)
{
    public string Graph => Path.Combine(Folder, "output_graph.pb");

    public string Labels => Path.Combine(Folder, "output_labels.txt");

    public string Cache { get; init; } = Path.Combine(Folder, "cache");

    /// <summary>A training of a second, all of whose files lie in the folder.</summary>
    public string[] TrainingArguments(params string[] more) =>
    [
        .. new (string Flag, string Value)[]
        {
            ("--image_dir", Photos), ("--bottleneck_dir", Cache), ("--output_graph", Graph), ("--output_labels", Labels),
            ("--summaries_dir", Path.Combine(Folder, "logs")), ("--how_many_training_steps", "50"),
        }.Where(usual => more.All(argument => argument.Split('=')[0] != usual.Flag))
            .SelectMany(usual => new[] { usual.Flag, usual.Value }),
        .. more,
    ];

    /// <summary>The graph's and the labels' bytes, by which trainings are compared.</summary>
    public (string Graph, string Labels) Content() =>
        (Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Graph))), File.ReadAllText(Labels));
}
