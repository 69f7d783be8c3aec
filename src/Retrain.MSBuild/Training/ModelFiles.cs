using Retrain.MSBuild.Models;

namespace Retrain.MSBuild.Training;

/// <summary>Where a model's files lie: one folder for all target frameworks and configurations of a project.</summary>
/// <param name="folder">That folder.</param>
/// <param name="model">The model's name.</param>
/// <param name="options">Of the model.</param>
/// <param name="project">The project's full path.</param>
internal sealed class ModelFiles(string folder, string model, IReadOnlyList<TrainingOption> options, string project)
{
    /// <param name="inputsFile">As <see cref="Inputs"/> gave it.</param>
    /// <param name="options">Of the model.</param>
    /// <param name="project">The project's full path.</param>
    public static ModelFiles Of(string inputsFile, IReadOnlyList<TrainingOption> options, string project) =>
        new(Path.GetDirectoryName(inputsFile)!, Path.GetFileNameWithoutExtension(inputsFile), options, project);

    /// <summary>What the graph's name ends with: what is trained on an ONNX model is one.</summary>
    public static string GraphEnding(IEnumerable<TrainingOption> options) =>
        options.Any(option => option.Metadata == "Architecture" && option.Value.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            ? ".output_graph.onnx"
            : ".output_graph.pb";

    public string Model { get; } = model;

    public string Folder { get; } = folder;

    public string Inputs => PathOf(".inputs");

    public string Graph => PathOf(GraphEnding(options));

    public string Labels => PathOf(".output_labels.txt");

    public string Manifest => PathOf(".manifest.json");

    /// <summary>What the last training had to say, which every build repeats as long as it stands.</summary>
    public string Problems => PathOf(".problems.txt");

    /// <summary>Written last: what the other files were made from.</summary>
    public string Stamp => PathOf(".stamp");

    /// <summary>The generated class.</summary>
    public string Source => PathOf("Model.g.cs");

    /// <summary>Held by whoever writes to the folder.</summary>
    public string Lock => PathOf(".lock");

    /// <summary>For people, wherever the project wants it; Clean leaves it alone.</summary>
    public string? Report { get; } = TrainingOption.ReportPath(options, project);

    /// <summary>What a training writes.</summary>
    public IReadOnlyList<string> Outputs => Report is null ? [Graph, Labels, Manifest] : [Graph, Labels, Manifest, Report];

    private string PathOf(string ending) => Path.Combine(Folder, Model + ending);
}
