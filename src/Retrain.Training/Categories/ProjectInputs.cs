using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>The training that a project asks for, as Retrain.MSBuild writes it down; see <see cref="InputsFormat"/>.</summary>
internal sealed class ProjectInputs
{
    // More than the lines of four million images.
    private const long LargestBytes = 1L << 30;

    private readonly List<Source> sources = [];
    private readonly List<(string Name, string Text)> flags = [];
    private List<string> excepted = [];

    private ProjectInputs(string project) => Project = project;

    /// <summary>The project's file, for messages about the model as a whole.</summary>
    public string Project { get; private set; }

    /// <summary>The engine versions that the project accepts; <see langword="null"/> for all.</summary>
    public string? EngineRange { get; private set; }

    /// <summary>The outputs and options: each a flag's name, without dashes or as metadata, and its value.</summary>
    public IReadOnlyList<(string Name, string Text)> Flags => flags;

    /// <summary>Reads an inputs file.</summary>
    /// <exception cref="RetrainException">RT1023: the file does not have this format.</exception>
    public static ProjectInputs Read(string path)
    {
        // Neither a pipe nor a device is waited for.
        if (Directory.Exists(path) || SmallFile.SizeOf(path) is 0 or > LargestBytes)
        {
            throw new RetrainException(DataDiagnostics.NotAnInputsFile(path, 1));
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
    /// <param name="strict">Whether a folder that cannot be read is an error; otherwise it is left out with a warning.</param>
    /// <param name="isSplit">Whether the names of folders above the categories say which set each image is in.</param>
    /// <param name="report">Receives every problem except the last error, which is thrown instead.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RetrainException">There are fewer than two, or an image is in no set.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public ImageSet Categories(bool strict, bool isSplit, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        FolderWalk walk = new(strict ? Severity.Error : Severity.Warning, report, cancellationToken);
        List<Category> categories = [];
        IGrouping<string, Source>[] byLabel = [.. sources.GroupBy(source => source.Label)];
        foreach (IGrouping<string, Source> category in byLabel)
        {
            // A category may have several folders; messages name the first.
            Source first = category.First();
            string folder = first.RelativePath is null ? first.Path : Path.GetDirectoryName(first.Path)!;
            ImageFile[] files = [.. category.SelectMany(source =>
            {
                Split? set = isSplit ? SetOf(source.Path) : null;
                return ImagesOf(source, walk).Select(file => file with { Set = set });
            })];
            CategoryChecks.ReportCount(folder, files.Length, report);
            if (files.Length > 0)
            {
                categories.Add(new Category(category.Key, categories.Count, folder, files));
            }
        }

        if (!isSplit)
        {
            CategoryChecks.ReportSets(
                Project, [.. sources.Where(source => source.RelativePath is null).Select(source => source.Path)], report);
        }

        ImageSet images = new(Project, strict, categories);
        CategoryChecks.Require(images, byLabel.Length, walk.UnreadableCount, report);
        return images;
    }

    private static Split SetOf(string path) =>
        SplitFolders.SetAbove(path) ?? throw new RetrainException(DataDiagnostics.InNoSet(path));

    private static IEnumerable<ImageFile> ImagesOf(Source source, FolderWalk walk)
    {
        if (source.RelativePath is not null)
        {
            return [new ImageFile(source.Path, source.RelativePath)];
        }

        ExceptedPaths except = new(source.Excepted);
        return walk.ImagesBelow(WalkedFolder.Start(source.Path)).Where(image => !except.Contains(image.Path));
    }

    private bool TryAdd(IReadOnlyList<string> fields)
    {
        switch (fields)
        {
            case [InputsFormat.Folder, string label, string folder]:
                excepted = [];
                sources.Add(new Source(label, folder, null, excepted));
                return true;
            case [InputsFormat.Except, string path]:
                excepted.Add(path);
                return sources.Count > 0;
            case [InputsFormat.Image, string label, string image, string relativePath]:
                sources.Add(new Source(label, image, relativePath, []));
                return true;
            case [InputsFormat.Project, string project]:
                Project = project;
                return true;
            case [InputsFormat.EngineRange, string range]:
                EngineRange = range;
                return true;
            case [InputsFormat.Output, string flag, string path]:
                flags.Add((flag, path));
                return true;
            case [InputsFormat.Option, string metadata, string value]:
                flags.Add((metadata, value));
                return true;
            default:
                return fields is [InputsFormat.Fact, _, _, _, _, _] or [InputsFormat.Facts, _, _] or [InputsFormat.Engine, _]
                    or [InputsFormat.Library, _, _];
        }
    }

    // A folder or an image, with what of the folder belongs to other sources.
    private sealed record Source(string Label, string Path, string? RelativePath, List<string> Excepted);
}
