using Microsoft.Build.Framework;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.MSBuild.Watching;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>Tells `dotnet watch` which files to watch, and when photos changed. Problems of the items are the build's to report.</summary>
public sealed class WatchPhotos : Task
{
    /// <summary>The RetrainModel items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The ImageCategory items.</summary>
    public ITaskItem[] Categories { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that has a folder for each model.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The namespace of generated classes whose model has none of its own.</summary>
    public string RootNamespace { get; set; } = "";

    /// <summary>The file by which `dotnet watch` is told that photos changed.</summary>
    [Required]
    public string SignalFile { get; set; } = "";

    /// <summary>
    /// True where `dotnet watch` asks another process for a list: then the photos themselves are watched, and new ones are not seen.
    /// </summary>
    public bool ListPhotos { get; set; }

    /// <summary>The files to watch.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <summary>A number that grows when photos changed since the last build.</summary>
    [Output]
    public int Changes { get; private set; }

    /// <inheritdoc />
    public override bool Execute()
    {
        IReadOnlyList<TrainedModel> models = ModelItems.Read(Models, Project, RootNamespace, []);
        CategoryItems items = new(Project, Categories, [.. Models.Select(model => model.ItemSpec)]);
        WatchedModel[] watched =
        [
            .. models.Select(model => new WatchedModel(model, ModelFiles.Below(IntermediateDirectory, model.Name), items, Project)),
        ];
        if (ListPhotos)
        {
            Files = [.. ModelItem.OfPaths(watched.SelectMany(model => model.Photos()))];
            return true;
        }

        Files = [.. ModelItem.OfPaths([SignalFile])];
        Changes = Watch().Evaluated(watched);
        return true;
    }

    // It lives as long as the process, which is that of `dotnet watch`.
    private PhotoWatch Watch()
    {
        IBuildEngine4 engine = (IBuildEngine4)BuildEngine;
        string key = $"{typeof(PhotoWatch).FullName} {SignalFile}";
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.AppDomain) is PhotoWatch registered)
        {
            return registered;
        }

        PhotoWatch watch = new(SignalFile);
        PhotoWatch.WriteSignal(SignalFile); // its folder must exist to be watched
        engine.RegisterTaskObject(key, watch, RegisteredTaskObjectLifetime.AppDomain, allowEarlyCollection: false);
        return watch;
    }
}
