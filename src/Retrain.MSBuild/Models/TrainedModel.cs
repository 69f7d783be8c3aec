using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Backbones;

namespace Retrain.MSBuild.Models;

/// <summary>A valid RetrainModel item.</summary>
/// <param name="Name">The item's Include, after which files, resources and the class are named.</param>
/// <param name="ImageDir">The absolute path of a folder whose sub-folders are categories; empty if the model has none.</param>
/// <param name="Namespace">The namespace of the generated class; empty for none.</param>
/// <param name="ClassName">The name of the generated class.</param>
/// <param name="Embed">Whether the model becomes a resource of the app; otherwise it becomes files beside it.</param>
/// <param name="Options">The training flags that the item sets, in alphabetical order.</param>
internal sealed record TrainedModel(
    string Name, string ImageDir, string Namespace, string ClassName, bool Embed, IReadOnlyList<TrainingOption> Options)
{
    /// <summary>The name of the generated enum, which has a member for each label.</summary>
    public string LabelType => ClassName.EndsWith("Model", StringComparison.Ordinal)
        ? ClassName.Substring(0, ClassName.Length - "Model".Length) + "Label"
        : ClassName + "Label";

    /// <summary>The generated types, with their namespace.</summary>
    public IReadOnlyList<string> Types
    {
        get
        {
            string prefix = Namespace.Length > 0 ? Namespace + "." : "";
            return [prefix + ClassName, prefix + LabelType];
        }
    }

    /// <summary>Whether the trained graph is an ONNX model, as its backbone is.</summary>
    public bool IsOnnx => Backbone is not null && GraphFormat.IsOnnx(Backbone);

    /// <summary>The backbone: a name, or the absolute path of a file or folder; <see langword="null"/> for the default.</summary>
    public string? Backbone { get; private init; }

    /// <summary>Reads an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="project">The project's full path.</param>
    /// <param name="defaultNamespace">The namespace of the generated class if the item has none.</param>
    /// <exception cref="InvalidModelException">The item cannot be used; the exception has every problem of it.</exception>
    public static TrainedModel Of(ITaskItem item, string project, string defaultNamespace)
    {
        ModelMetadata metadata = new(item, project);
        string name = metadata.Name();
        metadata.RequireKnownNames();
        metadata.RequireOneBackbone();
        IReadOnlyList<TrainingOption> options = metadata.Options();
        bool embed = metadata.Switch("Embed", otherwise: true);
        string imageDir = metadata.ImageDir();
        string className = metadata.ClassName(Identifiers.PascalCase(name) + "Model");
        string nameSpace = metadata.Namespace(Identifiers.Namespace(defaultNamespace));
        return metadata.Problems.Count > 0
            ? throw new InvalidModelException(metadata.Problems)
            : new TrainedModel(name, imageDir, nameSpace, className, embed, options)
            {
                Backbone = metadata.Architecture(),
            };
    }

    /// <summary>The value of a training flag; <see langword="null"/> if the item does not set it.</summary>
    public string? Option(string metadata) => Options.FirstOrDefault(option => option.Metadata == metadata)?.Value;
}
