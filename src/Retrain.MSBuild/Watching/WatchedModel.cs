using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Watching;

/// <summary>A model of a project that `dotnet watch` runs.</summary>
/// <param name="model">The model.</param>
/// <param name="files">Its files, as the last build wrote them.</param>
/// <param name="items">The categories of the project.</param>
/// <param name="project">The project's full path.</param>
internal sealed class WatchedModel(TrainedModel model, ModelFiles files, CategoryItems items, string project)
{
    // The engine, which stands before the project, is not known here, and changes with the project's own file.
    private readonly InputsFile inputs = new(project, engineVersion: "", engineRange: "", libraries: []);

    /// <summary>Whether a build has come as far as to write down what the model is made from.</summary>
    public bool IsTrained => File.Exists(files.Inputs);

    /// <summary>The folders that a category or a model names; all below them counts.</summary>
    public IEnumerable<string> Folders() =>
        Categories().SelectMany(category => category.Folders).Select(folder => folder.Path)
            .Concat(model.ImageDir.Length > 0 ? [model.ImageDir] : []);

    /// <summary>The folders of images that are items themselves, for instance as a glob found them.</summary>
    public IEnumerable<string> FoldersOfItems() =>
        Categories().SelectMany(category => category.Images).Select(image => Path.GetDirectoryName(image.Path)!);

    /// <summary>The photos, and other files that a training would look at.</summary>
    public IEnumerable<string> Photos() =>
        Categories().SelectMany(category => category.Folders.SelectMany(folder => FolderFacts.FilesIn(folder.Path, folder.Excepted))
            .Concat(category.Images.Select(image => image.Path)));

    /// <summary>
    /// Compares what is there with what the last build wrote down, by its facts: it reads no photo. Gives what is there now, or
    /// <see langword="null"/> where it is the same.
    /// </summary>
    public string? Change()
    {
        try
        {
            string text = BehindTheEngine(inputs.Text(model, files, items.Of(model)));
            return IsTrained && BehindTheEngine(File.ReadAllText(files.Inputs)) == text ? null : text;
        }
        catch (Exception exception) when (exception is InvalidModelException or IOException or UnauthorizedAccessException)
        {
            return PhotoWatch.Unusable + exception.Message; // the build says so
        }
    }

    private static string BehindTheEngine(string text) =>
        text.Substring(Math.Max(0, text.IndexOf($"\n{InputsFormat.Project}\t", StringComparison.Ordinal)));

    private IReadOnlyList<ModelCategory> Categories()
    {
        try
        {
            return items.Of(model);
        }
        catch (InvalidModelException)
        {
            return []; // the build says so
        }
    }
}
