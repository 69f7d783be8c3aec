using Microsoft.Build.Framework;
using Retrain.MSBuild.Folders;
using Retrain.Training.Categories;

namespace Retrain.MSBuild.Categories;

/// <summary>Collects folders and images by the name of their category.</summary>
internal sealed class CategorySources
{
    private readonly Dictionary<string, Source> sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);

    public int Count => sources.Count;

    /// <summary>Returns the Label of an item, or else the name of the folder that it is or lies in.</summary>
    public static string NameOf(ITaskItem item)
    {
        string label = item.GetMetadata("Label");
        string path = FolderOf(item);
        return label.Length > 0 ? label : Path.GetFileName(Directory.Exists(path) ? path : Path.GetDirectoryName(path)!);
    }

    public void Add(ITaskItem item)
    {
        string path = FolderOf(item);
        bool isLabel = item.GetMetadata("Label").Length > 0;
        if (Directory.Exists(path))
        {
            if (found.Remove(path))
            {
                sources[Path.GetFileName(path)].Folders.Remove(path);
            }

            Of(NameOf(item), isLabel).Folders.Add(path);
            return;
        }

        if (IsHidden(item, path))
        {
            return;
        }

        // For "roses/**/*.jpg" with a Label, the category's folder is roses; without a Label, it is each file's own folder.
        string relativePath = (isLabel ? item.GetMetadata("RecursiveDir").Replace('\\', '/') : "") + Path.GetFileName(path);
        Of(NameOf(item), isLabel).Images[path] = new CategoryImage(path, relativePath);
    }

    /// <summary>Adds a folder of the model's ImageDir, which an item of the same folder replaces.</summary>
    public void AddFound(string name, string folder)
    {
        Of(name, isLabel: false).Folders.Add(folder);
        found.Add(folder);
    }

    /// <summary>The categories with at least one file, in the order of their names, which retrain.py's rule turns into labels.</summary>
    public IReadOnlyList<ModelCategory> Categories()
    {
        NestedPaths nested = new(
            sources.Values.SelectMany(source => source.Folders), sources.Values.SelectMany(source => source.Images.Keys));
        string[] names =
        [
            .. sources.Keys.Where(name => sources[name].Images.Count > 0
                || sources[name].Folders.Any(folder => FolderFacts.HasFiles(folder, nested.Below(folder)))),
        ];
        Array.Sort(names, CodePointOrder.Instance);
        string[] folderNames = [.. names.Where(name => !sources[name].IsLabel)];
        IReadOnlyList<string> folderLabels = LabelRule.LabelsOf(folderNames);
        Dictionary<string, string> labelOf = new(StringComparer.Ordinal);
        for (int i = 0; i < folderNames.Length; i++)
        {
            labelOf.Add(folderNames[i], folderLabels[i]);
        }

        // A Label may equal the label that the rule makes from another folder's name: then both are one category.
        return
        [
            .. names.GroupBy(name => sources[name].IsLabel ? name : labelOf[name]).Select(group => new ModelCategory(
                group.Key,
                Sorted(
                    group.SelectMany(name => sources[name].Folders).Select(folder => new CategoryFolder(folder, nested.Below(folder))),
                    folder => folder.Path),
                Sorted(group.SelectMany(name => sources[name].Images.Values), image => image.Path))),
        ];
    }

    // Not OrderBy: the task runs once in a process, and just-in-time compilation of OrderBy takes longer than the sorting.
    private static List<T> Sorted<T>(IEnumerable<T> values, Func<T, string> path)
    {
        List<T> sorted = [.. values];
        sorted.Sort((left, right) => CodePointOrder.Instance.Compare(path(left), path(right)));
        return sorted;
    }

    private Source Of(string name, bool isLabel)
    {
        if (!sources.TryGetValue(name, out Source? source))
        {
            source = new Source();
            sources.Add(name, source);
        }

        // A folder's name and a Label of the same text mean one category, and the text stays as the Label has it.
        source.IsLabel |= isLabel;
        return source;
    }

    // A glob also matches what lies in hidden folders.
    private static bool IsHidden(ITaskItem item, string path) =>
        IgnoredFiles.Contains(Path.GetFileName(path))
        || IgnoredFiles.IsHiddenFile(Path.GetFileName(path))
        || IgnoredFiles.IsHiddenFolder(Path.GetFileName(Path.GetDirectoryName(path)!))
        || item.GetMetadata("RecursiveDir").Split('/', '\\').Any(IgnoredFiles.IsHiddenFolder);

    private static string FolderOf(ITaskItem item) =>
        item.GetMetadata("FullPath").TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    private sealed class Source
    {
        public bool IsLabel { get; set; }

        public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, CategoryImage> Images { get; } = new(StringComparer.Ordinal);
    }
}
