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
        Problems = [.. WithoutModel(), .. OfUnknownModels(), .. NotFound(), .. WithoutLabel(), .. WithUnknownMetadata()];
    }

    /// <summary>The problems of the items: one for each mistake, however many files a glob has found.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <summary>The files in which the items are written.</summary>
    public IEnumerable<string> Files => items.Select(item => item.GetMetadata("DefiningProjectFullPath")).Distinct(StringComparer.Ordinal);

    /// <summary>Finds a model's categories that have images, in the order of the trained graph's labels.</summary>
    /// <exception cref="InvalidModelException">
    /// RT4109: the model has no categories, and no item's wrong Model is the reason.
    /// </exception>
    public IReadOnlyList<ModelCategory> Of(TrainedModel model)
    {
        CategorySources sources = new();
        if (model.ImageDir.Length > 0)
        {
            foreach (string folder in FolderFacts.Explain(model.ImageDir, () => CategoryFolders(model)))
            {
                sources.AddFound(Path.GetFileName(folder), folder);
            }
        }

        foreach (ITaskItem item in items.Where(item => ModelsOf(item).Contains(model.Name)))
        {
            sources.Add(item);
        }

        return sources.Count > 0 || WithoutModel().Concat(OfUnknownModels()).Any()
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

    private IEnumerable<Diagnostic> WithoutModel() =>
        Grouped(item => models.Count > 0 && ModelsOf(item).Length == 0 ? [""] : [])
            .Select(group => BuildDiagnostics.NoModelNamed(project, [.. group], models));

    private IEnumerable<Diagnostic> OfUnknownModels() =>
        Grouped(item => ModelsOf(item).DefaultIfEmpty(models.Count > 0 ? models[0] : "").Where(name => !models.Contains(name)))
            .Select(group => BuildDiagnostics.UnknownModel(project, [.. group], group.Key, models));

    private IEnumerable<Diagnostic> NotFound() =>
        Grouped(item => Exists(item.GetMetadata("FullPath")) ? [] : [item.ItemSpec])
            .Select(group => BuildDiagnostics.CategoryNotFound(project, group.Key));

    private IEnumerable<Diagnostic> WithoutLabel() =>
        Grouped(item => new[] { CategorySources.NameOf(item) }
            .Where(label => label.IndexOfAny(['\n', '\r']) >= 0 || string.IsNullOrWhiteSpace(label)))
            .Select(group => BuildDiagnostics.LabelWithLineBreak(project, [.. group]));

    private IEnumerable<Diagnostic> WithUnknownMetadata() =>
        Grouped(item => item.CloneCustomMetadata().Keys.Cast<string>()
            .Where(name => !Metadata.Contains(name, StringComparer.OrdinalIgnoreCase) && !WellKnownMetadata.Contains(name)))
            .Select(group => BuildDiagnostics.UnknownMetadata(
                project, BuildDiagnostics.Category([.. group]), group.Key, NearestNames.Of(group.Key, Metadata, 1)));

    // The items by their mistakes.
    private IEnumerable<IGrouping<string, string>> Grouped(Func<ITaskItem, IEnumerable<string>> mistakes) =>
        items.SelectMany(item => mistakes(item).Select(mistake => (mistake, item.ItemSpec)))
            .GroupBy(pair => pair.mistake, pair => pair.ItemSpec, StringComparer.Ordinal);

    private static bool Exists(string path) => Directory.Exists(path) || File.Exists(path);
}
