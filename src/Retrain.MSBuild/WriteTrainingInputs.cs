using System.Reflection;
using Microsoft.Build.Framework;
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

/// <summary>Reads a project's models and categories. Writes the inputs file and the class of each model if they changed.</summary>
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

    /// <summary>False in a design-time build, which needs only the classes.</summary>
    public bool WriteInputs { get; set; } = true;

    /// <summary>The inputs file of each model, with the paths of the model's other files as metadata.</summary>
    [Output]
    public ITaskItem[] Trainings { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        List<Diagnostic> problems = [];
        try
        {
            IReadOnlyList<TrainedModel> models = ModelItems.Read(Models, Project, RootNamespace, problems);
            if (HasClass)
            {
                problems.AddRange(ModelItems.SameTypes(models, Project));
            }

            CategoryItems items = new(Project, Categories, [.. Models.Select(model => model.ItemSpec)]);
            problems.AddRange(items.Problems);
            problems.AddRange(LabelAttributes.ProblemsIn(Project));
            List<Action> writes = [];
            foreach (TrainedModel model in models)
            {
                problems.Collect(() =>
                {
                    IReadOnlyList<ModelCategory> categories = items.Of(model);
                    writes.Add(() => Write(model, categories));
                });
            }

            foreach (Action write in writes.Where(_ => problems.Count == 0))
            {
                problems.Collect(write);
            }

            // A design-time build goes on in spite of problems, with the class of the last build.
            Trainings = [.. models.Select(model => ModelItem.Of(model, FilesOf(model), Project, HasClass))];
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

    private void Write(TrainedModel model, IReadOnlyList<ModelCategory> categories)
    {
        ModelFiles files = FilesOf(model);
        try
        {
            if (WriteInputs)
            {
                WriteInputsOf(files, new InputsFile(Project, EngineVersion, EngineRange).Text(model, files, categories));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(BuildDiagnostics.CannotWrite(files.Folder, exception.Message.TrimEnd('.')));
        }

        if (HasClass)
        {
            GeneratedText.WriteIfDifferent(files.Source, ModelClass.Source(model, [.. categories.Select(category => category.Label)]));
        }
    }

    // Holds the lock, as another build that trains at this moment would take its outputs for those of the new inputs.
    private void WriteInputsOf(ModelFiles files, string text)
    {
        if (!GeneratedText.Differs(files.Inputs, text))
        {
            return;
        }

        using FileLock held = ModelLock.Acquire(files, Log, cancellation.Token);
        GeneratedText.WriteIfDifferent(files.Inputs, text);
    }

    private bool HasClass => Language == "C#";

    private ModelFiles FilesOf(TrainedModel model) =>
        ModelFiles.Below(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Project)!, IntermediateDirectory)), model.Name);
}
