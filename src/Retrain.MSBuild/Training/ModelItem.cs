using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Models;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Training;

/// <summary>Hands the files of a model to the targets.</summary>
internal static class ModelItem
{
    private const string CategoryLabels = "CategoryLabels";

    /// <summary>Makes the item of an inputs file, with the paths of the model's other files as metadata.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">The model's files.</param>
    /// <param name="project">The project's full path.</param>
    /// <param name="labels">The labels of the model's categories.</param>
    public static ITaskItem Of(TrainedModel model, ModelFiles files, string project, IReadOnlyList<string> labels)
    {
        string report = model.Option("Report") is string path ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path)) : "";
        return new TaskItem(Escaped(files.Inputs), new Dictionary<string, string>
        {
            ["Model"] = model.Name,
            ["Graph"] = Escaped(files.Graph(model.IsOnnx)),
            ["Labels"] = Escaped(files.Labels),
            ["Manifest"] = Escaped(files.Manifest),
            ["Report"] = Escaped(report),
            ["Problems"] = Escaped(files.Problems.Path),
            ["Stamp"] = Escaped(files.Stamp),
            ["Contents"] = Escaped(files.Contents),
            [CategoryLabels] = Escaped(InputsFormat.Line([.. labels])),
            ["Embed"] = model.Embed ? "true" : "false",
        });
    }

    /// <summary>The labels of the model's categories; none where the project has problems.</summary>
    public static IReadOnlyList<string> LabelsOf(ITaskItem training) =>
        training.GetMetadata(CategoryLabels) is { Length: > 0 } labels ? InputsFormat.Fields(labels) : [];

    /// <summary>Makes an item of each path.</summary>
    public static IEnumerable<ITaskItem> OfPaths(IEnumerable<string> paths) => paths.Select(path => new TaskItem(Escaped(path)));

    // Characters that have a meaning in MSBuild's own notation, as ProjectCollection.Escape has them.
    private static string Escaped(string path)
    {
        StringBuilder escaped = new(path.Length);
        foreach (char character in path)
        {
            if ("%*?@$();'".IndexOf(character) >= 0)
            {
                escaped.Append('%').Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
