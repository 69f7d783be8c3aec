using Microsoft.Build.Framework;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Lists the files of models that are to be deleted.</summary>
public sealed class ListModelFiles : Task
{
    /// <summary>The RetrainModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The folder that has a folder for each model.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>Whether the lock files go too, which a model that the project still has keeps.</summary>
    public bool WithLock { get; set; }

    /// <summary>Every file that a build may have written there, whether it exists or not.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        Files =
        [
            .. Models.Select(model => model.ItemSpec).Where(ModelMetadata.IsFileName)
                .Select(model => ModelFiles.Below(IntermediateDirectory, model))
                .SelectMany(files => ModelItem.OfPaths(WithLock ? [.. files.Cleaned, files.Lock] : files.Cleaned)),
        ];
        return true;
    }
}
