using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Generation;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Files;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Reads a project's models and categories, and writes for each model its inputs file and its class, where they are different.</summary>
public sealed class WriteTrainingInputs : Task, ICancelableTask
{
    private static readonly string EngineVersion =
        typeof(WriteTrainingInputs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly CancellationTokenSource cancellation = new();

    /// <summary>RetrainModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>ImageCategory items.</summary>
    public ITaskItem[] Categories { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that gets a folder for each model.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>Of the generated classes, where a model does not say.</summary>
    public string RootNamespace { get; set; } = "";

    /// <summary>The versions of the engine that the project takes, for instance [1.0,2.0).</summary>
    public string EngineRange { get; set; } = "";

    /// <summary>The project's language; classes are made for C#.</summary>
    public string Language { get; set; } = "C#";

    /// <summary>False in a design-time build, which needs the classes and nothing else.</summary>
    public bool WriteInputs { get; set; } = true;

    /// <summary>An inputs file per model, with the paths of the model's other files as metadata.</summary>
    [Output]
    public ITaskItem[] Trainings { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        List<Diagnostic> problems = [];
        try
        {
            IReadOnlyList<TrainedModel> models = ReadModels(problems);
            CategoryItems items = new(Project, Categories, [.. Models.Select(model => model.ItemSpec)]);
            problems.AddRange(items.Problems);
            problems.AddRange(LabelAttributes.ProblemsIn(Project));
            List<Action> writes = [];
            foreach (TrainedModel model in models)
            {
                Collect(problems, () =>
                {
                    IReadOnlyList<ModelCategory> categories = items.Of(model);
                    writes.Add(() => Write(model, categories));
                });
            }

            foreach (Action write in writes.Where(_ => problems.Count == 0))
            {
                Collect(problems, write);
            }

            // A design-time build goes on in spite of problems, with the class of the last build.
            Trainings = [.. models.Select(model => ItemOf(model, FilesOf(model)))];
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        foreach (Diagnostic problem in problems)
        {
            Log.LogDiagnostic(problem, Project);
        }

        return problems.Count == 0;
    }

    /// <inheritdoc />
    public void Cancel() => cancellation.Cancel();

    private static void Collect(List<Diagnostic> problems, Action action)
    {
        try
        {
            action();
        }
        catch (InvalidModelException exception)
        {
            problems.AddRange(exception.Problems);
        }
    }

    private List<TrainedModel> ReadModels(List<Diagnostic> problems)
    {
        List<TrainedModel> models = [];
        problems.AddRange(Models.GroupBy(item => item.ItemSpec, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => BuildDiagnostics.ModelTwice(Project, group.Key)));
        foreach (ITaskItem item in Models)
        {
            Collect(problems, () => models.Add(TrainedModel.Of(item, Project, RootNamespace)));
        }

        if (HasClass)
        {
            problems.AddRange(SameTypes(models));
        }

        return models;
    }

    // "my-photos" and "my_photos" are different files, but one class.
    private IEnumerable<Diagnostic> SameTypes(IReadOnlyList<TrainedModel> models)
    {
        Dictionary<string, string> modelOfType = new(StringComparer.Ordinal);
        foreach (TrainedModel model in models)
        {
            foreach (string type in ModelClass.TypesOf(model))
            {
                if (!modelOfType.TryGetValue(type, out string? other))
                {
                    modelOfType.Add(type, model.Name);
                }
                else if (!other.Equals(model.Name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return BuildDiagnostics.SameType(Project, other, model.Name, type);
                    break;
                }
            }
        }
    }

    private void Write(TrainedModel model, IReadOnlyList<ModelCategory> categories)
    {
        ModelFiles files = FilesOf(model);
        try
        {
            if (WriteInputs)
            {
                WriteInputsOf(files, InputsFile.Text(Project, EngineVersion, EngineRange, model, categories));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.CannotWrite(files.Folder, exception.Message.TrimEnd('.')));
        }

        if (HasClass)
        {
            InputsFile.WriteIfDifferent(files.Source, ModelClass.Source(model, [.. categories.Select(category => category.Label)]));
        }
    }

    // Another build that trains at this moment would take its outputs for those of the new inputs, so it holds the lock.
    private void WriteInputsOf(ModelFiles files, string text)
    {
        if (!InputsFile.Differs(files.Inputs, text))
        {
            return;
        }

        using FileLock held = ModelLock.Acquire(files, Log, cancellation.Token);
        InputsFile.WriteIfDifferent(files.Inputs, text);
    }

    private bool HasClass => Language == "C#";

    private ModelFiles FilesOf(TrainedModel model) =>
        new(
            Path.Combine(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Project)!, IntermediateDirectory)), model.Name),
            model.Name, model.Options, Project);

    private TaskItem ItemOf(TrainedModel model, ModelFiles files)
    {
        return new TaskItem(EscapedPath(files.Inputs), new Dictionary<string, string>
        {
            ["Model"] = model.Name,
            ["Graph"] = EscapedPath(files.Graph),
            ["Labels"] = EscapedPath(files.Labels),
            ["Manifest"] = EscapedPath(files.Manifest),
            ["Report"] = EscapedPath(files.Report ?? ""),
            ["Problems"] = EscapedPath(files.Problems),
            ["Stamp"] = EscapedPath(files.Stamp),
            ["Source"] = HasClass && File.Exists(files.Source) ? EscapedPath(files.Source) : "",
            ["Embed"] = model.Embed ? "true" : "false",
        });
    }

    // What has a meaning in MSBuild's own notation, as ProjectCollection.Escape.
    private static string EscapedPath(string path)
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
