using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Categories;

/// <summary>The categories of a project's model, as Retrain.MSBuild writes them down; see <see cref="InputsFormat"/>.</summary>
internal sealed class ProjectInputs
{
    private readonly List<(string Label, string Path, string? RelativePath)> sources = [];

    private ProjectInputs(string project) => Project = project;

    /// <summary>The project's file, for messages about the model as a whole.</summary>
    public string Project { get; private set; }

    /// <summary>Reads an inputs file.</summary>
    /// <exception cref="RetrainException">RT4009 or RT1021: it is not there, or not of this format.</exception>
    public static ProjectInputs Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetrainException(OptionDiagnostics.FileNotFound("--inputs", path));
        }

        using StreamReader reader = new(path);
        if (reader.ReadLine() != InputsFormat.FirstLine)
        {
            throw new RetrainException(DataDiagnostics.NotAnInputsFile(path, 1));
        }

        ProjectInputs inputs = new(path);
        for (int line = 2; reader.ReadLine() is string text; line++)
        {
            if (!inputs.TryAdd(InputsFormat.Fields(text)))
            {
                throw new RetrainException(DataDiagnostics.NotAnInputsFile(path, line));
            }
        }

        return inputs;
    }

    /// <summary>The categories with images, in the file's order.</summary>
    /// <exception cref="RetrainException">There are fewer than two.</exception>
    public IReadOnlyList<Category> Categories(Action<Diagnostic> report)
    {
        string[] labels = [.. sources.Select(source => source.Label).Distinct()];
        ILookup<string, (string Label, string Path, string? RelativePath)> byLabel = sources.ToLookup(source => source.Label);
        List<Category> categories = [];
        foreach (string label in labels)
        {
            // A category may have several folders; messages name the first.
            (_, string first, string? relativePath) = byLabel[label].First();
            string folder = relativePath is null ? first : Path.GetDirectoryName(first)!;
            List<ImageFile> images = [.. byLabel[label].SelectMany(source => ImagesOf(source, report))];
            ImageFolder.ReportCount(folder, images.Count, report);
            if (images.Count > 0)
            {
                categories.Add(new Category(label, folder, images));
            }
        }

        ImageFolder.RequireTwo(Project, labels.Length, categories);
        return categories;
    }

    private static List<ImageFile> ImagesOf((string Label, string Path, string? RelativePath) source, Action<Diagnostic> report) =>
        source.RelativePath is null ? ImageFolder.ImagesBelow(source.Path, source.Path, report) : [new ImageFile(source.Path, source.RelativePath)];

    private bool TryAdd(IReadOnlyList<string> fields)
    {
        switch (fields)
        {
            case [InputsFormat.Folder, string label, string folder]:
                sources.Add((label, folder, null));
                return true;
            case [InputsFormat.Image, string label, string image, string relativePath]:
                sources.Add((label, image, relativePath));
                return true;
            case [InputsFormat.Project, string project]:
                Project = project;
                return true;
            default:
                return fields is [InputsFormat.Fact, _, _, _] or [InputsFormat.Option, _, _] or [InputsFormat.Engine, _];
        }
    }
}
