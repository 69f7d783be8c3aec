using System.Reflection;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Generation;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
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
    [Required]
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

    /// <summary>Every image and folder, for Visual Studio's own check whether a build is needed.</summary>
    [Output]
    public ITaskItem[] Sources { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            IReadOnlyList<TrainedModel> models = ReadModels();
            CategoryItems items = new(Project, Categories, models);
            List<Diagnostic> problems = [];
            List<ITaskItem> trainings = [];
            foreach (TrainedModel model in models)
            {
                try
                {
                    trainings.Add(Write(model, items.Of(model)));
                }
                catch (InvalidModelException exception)
                {
                    problems.AddRange(exception.Problems);
                }
            }

            Trainings = [.. trainings];
            return problems.Count == 0 ? true : throw new InvalidModelException(problems);
        }
        catch (InvalidModelException exception)
        {
            foreach (Diagnostic problem in exception.Problems)
            {
                Log.LogDiagnostic(problem, Project);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Cancel() => cancellation.Cancel();

    private List<TrainedModel> ReadModels()
    {
        List<TrainedModel> models = [];
        List<Diagnostic> problems = [.. Models.GroupBy(item => item.ItemSpec, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => BuildDiagnostics.ModelTwice(Project, group.Key))];
        foreach (ITaskItem item in Models)
        {
            try
            {
                models.Add(TrainedModel.Of(item, Project, RootNamespace));
            }
            catch (InvalidModelException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        return problems.Count == 0 ? models : throw new InvalidModelException(problems);
    }

    private TaskItem Write(TrainedModel model, IReadOnlyList<ModelCategory> categories)
    {
        string folder = Path.Combine(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Project)!, IntermediateDirectory)), model.Name);
        ModelFiles files = new(folder, model.Name);
        string text = WriteInputs ? InputsFile.Text(Project, EngineVersion, EngineRange, model, categories) : "";
        using (FolderLock.Acquire(files.Lock, () => { }, cancellation.Token))
        {
            if (WriteInputs)
            {
                InputsFile.WriteIfDifferent(files.Inputs, text);
            }

            if (Language == "C#")
            {
                InputsFile.WriteIfDifferent(files.Source, ModelClass.Source(model, [.. categories.Select(category => category.Label)]));
            }
        }

        return new TaskItem(EscapedPath(files.Inputs), new Dictionary<string, string>
        {
            ["Model"] = model.Name,
            ["Graph"] = EscapedPath(files.Graph),
            ["Labels"] = EscapedPath(files.Labels),
            ["Manifest"] = EscapedPath(files.Manifest),
            ["Problems"] = EscapedPath(files.Problems),
            ["Stamp"] = EscapedPath(files.Stamp),
            ["Source"] = Language == "C#" ? EscapedPath(files.Source) : "",
            ["Embed"] = model.Embed ? "true" : "false",
        });
    }

    // What has a meaning in MSBuild's own notation, as ProjectCollection.Escape.
    private static string EscapedPath(string path) => string.Concat(path.Select(character =>
        "%*?@$();'".IndexOf(character) >= 0 ? "%" + ((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture) : character.ToString()));
}
