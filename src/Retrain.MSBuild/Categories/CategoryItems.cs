using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;
using Retrain.MSBuild.Models;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Categories;

/// <summary>The ImageCategory items of a project. Each is a folder, files or a glob, and belongs to one or more models.</summary>
internal sealed class CategoryItems
{
    private static readonly string[] Metadata = ["Label", "Model"];

    private readonly string project;
    private readonly ITaskItem[] items;
    private readonly IReadOnlyList<string> models;

    /// <param name="project">The project's full path.</param>
    /// <param name="items">All ImageCategory items of the project.</param>
    /// <param name="models">The names of all models of the project.</param>
    public CategoryItems(string project, ITaskItem[] items, IReadOnlyList<string> models)
    {
        this.project = project;
        this.items = items;
        this.models = models;
        Problems = [.. items.SelectMany(ProblemsOf)];
    }

    /// <summary>Every item that cannot be used.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <summary>Finds a model's categories that have images, in the order of the trained graph's labels.</summary>
    /// <exception cref="InvalidModelException">RT4109: the model has no categories.</exception>
    public IReadOnlyList<ModelCategory> Of(TrainedModel model)
    {
        CategorySources sources = new();
        if (model.ImageDir.Length > 0)
        {
            foreach (string folder in FolderFacts.Explain(model.ImageDir, () => CategoryFolders(model)))
            {
                sources.AddFolder(Path.GetFileName(folder), isLabel: false, folder);
            }
        }

        foreach (ITaskItem item in items.Where(item => ModelsOf(item).Contains(model.Name)))
        {
            sources.Add(item);
        }

        return sources.Count > 0
            ? sources.Categories()
            : throw new InvalidModelException(BuildDiagnostics.NoCategories(project, model.Name));
    }

    // The engine leaves out the same folders.
    private static string[] CategoryFolders(TrainedModel model)
    {
        string[] folders = SubFolders(model.ImageDir);
        return model.Option("PredefinedSplit") is null
            ? folders
            : [.. folders.Where(folder => SplitFolders.SetOf(Path.GetFileName(folder)) is not null).SelectMany(SubFolders)];
    }

    private static string[] SubFolders(string folder) =>
        [.. Directory.GetDirectories(folder).Where(inner => !IgnoredFiles.IsHiddenFolder(Path.GetFileName(inner)))];

    // An item without Model belongs to the project's only model.
    private string[] ModelsOf(ITaskItem item)
    {
        string[] named = [.. item.GetMetadata("Model").Split(';').Select(name => name.Trim()).Where(name => name.Length > 0)];
        return named.Length == 0 && models.Count == 1 ? [.. models] : named;
    }

    private IEnumerable<Diagnostic> ProblemsOf(ITaskItem item)
    {
        string path = item.GetMetadata("FullPath");
        string[] named = ModelsOf(item);
        if (named.Length == 0 && models.Count > 0)
        {
            yield return BuildDiagnostics.NoModelNamed(project, item.ItemSpec, models);
        }

        foreach (string name in (named.Length == 0 && models.Count == 0 ? [""] : named).Where(name => !models.Contains(name)))
        {
            yield return BuildDiagnostics.UnknownModel(project, item.ItemSpec, name, models);
        }

        if (!Directory.Exists(path) && !File.Exists(path))
        {
            yield return BuildDiagnostics.CategoryNotFound(project, item.ItemSpec);
        }

        string label = CategorySources.NameOf(item);
        if (label.IndexOfAny(['\n', '\r']) >= 0 || string.IsNullOrWhiteSpace(label))
        {
            yield return BuildDiagnostics.LabelWithLineBreak(project, item.ItemSpec);
        }

        foreach (string name in item.CloneCustomMetadata().Keys.Cast<string>())
        {
            if (!Metadata.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return BuildDiagnostics.UnknownMetadata(
                    project, "ImageCategory", item.ItemSpec, name, NearestNames.Of(name, Metadata, 1));
            }
        }
    }
}
