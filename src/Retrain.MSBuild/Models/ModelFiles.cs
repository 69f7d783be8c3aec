using Retrain.Training.Diagnostics;

namespace Retrain.MSBuild.Models;

/// <summary>The paths of a model's files, which lie in one folder for all target frameworks and configurations of a project.</summary>
/// <param name="folder">The folder of this model.</param>
/// <param name="model">The model's name, with which the name of every file begins.</param>
internal sealed class ModelFiles(string folder, string model)
{
    /// <summary>Finds the files beside a model's inputs file.</summary>
    public static ModelFiles Beside(string inputsFile) =>
        new(Path.GetDirectoryName(inputsFile)!, Path.GetFileNameWithoutExtension(inputsFile));

    /// <summary>Finds the files of a model in the folder that has a folder for each model.</summary>
    public static ModelFiles Below(string directory, string model) => new(Path.Combine(directory, model), model);

    public string Model { get; } = model;

    public string Folder { get; } = folder;

    /// <summary>Everything that the model is made from; see <see cref="Retrain.Training.Categories.InputsFormat"/>.</summary>
    public string Inputs => PathOf(".inputs");

    public string Labels => PathOf(".output_labels.txt");

    public string Manifest => PathOf(".manifest.json");

    /// <summary>The problems that the last training found. Every build repeats them until the next training.</summary>
    public ProblemsFile Problems => new(Inputs);

    /// <summary>The state of the inputs that the other files were made from, written last.</summary>
    public string Stamp => PathOf(".stamp");

    /// <summary>The digest of what the model was trained on, which the engine writes.</summary>
    public string Contents => PathOf(".contents");

    /// <summary>The generated class.</summary>
    public string Source => PathOf("Model.g.cs");

    /// <summary>The lock file, held by the build that writes to the folder. Clean leaves it alone, as another build may hold it.</summary>
    public string Lock => PathOf(".lock");

    /// <summary>Every file that Clean deletes.</summary>
    public IReadOnlyList<string> Cleaned =>
    [
        Inputs, Graph(isOnnx: false), Graph(isOnnx: true), Labels, Manifest, Problems.Path, Problems.PendingPath, Stamp, Contents, Source,
    ];

    /// <summary>The trained graph, which has the format of its backbone.</summary>
    public string Graph(bool isOnnx) => PathOf(isOnnx ? ".output_graph.onnx" : ".output_graph.pb");

    private string PathOf(string ending) => Path.Combine(Folder, Model + ending);
}
