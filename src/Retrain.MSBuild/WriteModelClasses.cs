using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Folders;
using Retrain.MSBuild.Generation;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>
/// Writes the class of each model, if it changed. The class follows the model that the app gets, which a training may have left a category
/// out of, and which a build that does not train takes as it is; in an editor it follows the project, whose next build trains.
/// </summary>
public sealed class WriteModelClasses : Task
{
    /// <summary>The RetrainModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The items of <see cref="WriteTrainingInputs.Trainings"/>.</summary>
    [Required]
    public ITaskItem[] Trainings { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The namespace of generated classes whose model has none of its own.</summary>
    public string RootNamespace { get; set; } = "";

    /// <summary>Whether the models stay as they are, as with RetrainOnBuild=false.</summary>
    public bool KeepsModels { get; set; }

    /// <summary>Whether an editor asks, in a build that trains nothing.</summary>
    public bool IsDesignTime { get; set; }

    /// <summary>The classes.</summary>
    [Output]
    public ITaskItem[] Sources { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        // What cannot be used has been reported before anything was trained.
        List<Diagnostic> problems = [];
        IReadOnlyList<TrainedModel> models = ModelItems.Read(Models, Project, RootNamespace, problems);
        problems.Clear();
        List<string> sources = [];
        foreach (ITaskItem training in Trainings)
        {
            ModelFiles files = ModelFiles.Beside(training.GetMetadata("FullPath"));
            if (models.FirstOrDefault(model => model.Name == files.Model) is TrainedModel model)
            {
                problems.Collect(() => Write(model, files, ModelItem.LabelsOf(training), problems));
            }

            if (File.Exists(files.Source))
            {
                sources.Add(files.Source);
            }
        }

        Sources = [.. ModelItem.OfPaths(sources)];
        problems.ForEach(problem => Log.LogDiagnostic(problem, Project));
        return !Log.HasLoggedErrors;
    }

    private void Write(TrainedModel model, ModelFiles files, IReadOnlyList<string> categories, List<Diagnostic> problems)
    {
        IReadOnlyList<string> labels = (KeepsModels || !IsDesignTime) && File.Exists(files.Labels)
            ? TextFile.ReadLines(files.Labels)
            : categories;
        if (KeepsModels && categories.Count > 0 && !labels.SequenceEqual(categories))
        {
            problems.Add(BuildDiagnostics.OtherLabels(
                Project, model.Name, [.. categories.Except(labels)], [.. labels.Except(categories)]));
        }

        // An editor that finds no category goes on with the class of the last build.
        if (labels.Count > 0)
        {
            GeneratedText.WriteIfDifferent(files.Source, ModelClass.Source(model, labels));
        }
    }
}
