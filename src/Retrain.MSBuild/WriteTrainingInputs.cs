using System.Reflection;
using Microsoft.Build.Framework;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Files;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Reads a project's models and categories. Writes the inputs file of each model if it changed.</summary>
public sealed class WriteTrainingInputs : Task, ICancelableTask
{
    private static readonly string EngineVersion = typeof(WriteTrainingInputs).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The RetrainModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The ImageCategory items.</summary>
    public ITaskItem[] Categories { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that gets a folder for each model.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The namespace of generated classes whose model has none of its own.</summary>
    public string RootNamespace { get; set; } = "";

    /// <summary>The engine versions that the project accepts, for instance [1.0,2.0); empty for all.</summary>
    public string EngineRange { get; set; } = "";

    /// <summary>The project's language; only C# projects get classes.</summary>
    public string Language { get; set; } = "C#";

    /// <summary>Directory.Build.props and other files, in which items may stand beside the project's own file.</summary>
    public string[] BuildFiles { get; set; } = [];

    /// <summary>False in a design-time build, which needs only the classes.</summary>
    public bool WriteInputs { get; set; } = true;

    /// <summary>The inputs file of each model, with its labels and the paths of its other files as metadata.</summary>
    [Output]
    public ITaskItem[] Trainings { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        List<Diagnostic> problems = [];
        try
        {
            IReadOnlyList<TrainedModel> models = ModelItems.Read(Models, Project, RootNamespace, problems);
            if (Language == "C#")
            {
                problems.AddRange(ModelItems.SameTypes(models, Project));
            }

            CategoryItems items = new(Project, Categories, [.. Models.Select(model => model.ItemSpec)]);
            problems.AddRange(items.Problems);
            problems.Collect(() => problems.AddRange(LabelAttributes.ProblemsIn([Project, .. BuildFiles, .. items.Files], Project)));
            Dictionary<string, IReadOnlyList<ModelCategory>> categoriesOf = new(StringComparer.Ordinal);
            foreach (TrainedModel model in models)
            {
                problems.Collect(() => categoriesOf[model.Name] = items.Of(model));
            }

            foreach (TrainedModel model in models.Where(_ => WriteInputs && problems.Count == 0))
            {
                problems.Collect(() => WriteInputsOf(model, categoriesOf[model.Name]));
            }

            // A design-time build goes on in spite of problems.
            Trainings =
            [
                .. models.Select(model => ModelItem.Of(
                    model, FilesOf(model), Project,
                    categoriesOf.TryGetValue(model.Name, out var categories) ? [.. categories.Select(category => category.Label)] : [])),
            ];
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

    private void WriteInputsOf(TrainedModel model, IReadOnlyList<ModelCategory> categories)
    {
        ModelFiles files = FilesOf(model);
        try
        {
            string text = new InputsFile(Project, EngineVersion, EngineRange).Text(model, files, categories);
            if (!GeneratedText.Differs(files.Inputs, text))
            {
                return;
            }

            // Otherwise another build that trains at this moment would take its outputs for those of the new inputs.
            using FileLock held = ModelLock.Acquire(files, Log, cancellation.Token);
            GeneratedText.WriteIfDifferent(files.Inputs, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.CannotWrite(files.Folder, exception.Message.TrimEnd('.')));
        }
    }

    private ModelFiles FilesOf(TrainedModel model) =>
        ModelFiles.Below(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Project)!, IntermediateDirectory)), model.Name);
}
