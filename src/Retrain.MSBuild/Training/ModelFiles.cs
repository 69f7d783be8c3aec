namespace Retrain.MSBuild.Training;

/// <summary>Where a model's files lie: one folder for all target frameworks and configurations of a project.</summary>
internal sealed class ModelFiles(string folder, string model)
{
    /// <param name="inputsFile">As <see cref="Inputs"/> gave it.</param>
    public static ModelFiles Of(string inputsFile) => new(Path.GetDirectoryName(inputsFile)!, Path.GetFileNameWithoutExtension(inputsFile));

    public string Model { get; } = model;

    public string Folder { get; } = folder;

    public string Inputs => PathOf(".inputs");

    public string Graph => PathOf(".output_graph.pb");

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

    /// <summary>What the app gets.</summary>
    public IReadOnlyList<string> Outputs => [Graph, Labels, Manifest];

    private string PathOf(string ending) => Path.Combine(Folder, Model + ending);
}
