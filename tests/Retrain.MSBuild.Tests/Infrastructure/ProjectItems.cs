using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>The items of a project, read by the tasks in the test's own process.</summary>
internal sealed class ProjectItems : IDisposable
{
    private readonly TemporaryFolder root = new();

    public ProjectItems(params IEnumerable<string> photos)
    {
        Project = PathOf("App.csproj");
        root.Write("App.csproj", "<Project />"u8);
        foreach (string photo in photos)
        {
            root.Write(photo, "a photo"u8);
        }
    }

    public string Project { get; }

    public List<ITaskItem> Models { get; } = [];

    public List<ITaskItem> Categories { get; } = [];

    public List<string> BuildFiles { get; } = [];

    public string PathOf(string relativePath) => root.PathOf(relativePath);

    public ProjectItems Write(string relativePath, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relativePath))!);
        File.WriteAllText(PathOf(relativePath), text);
        return this;
    }

    public ProjectItems Model(string name, params IEnumerable<(string Name, string Value)> metadata)
    {
        Models.Add(Item(name, metadata));
        return this;
    }

    public ProjectItems Category(string path, params IEnumerable<(string Name, string Value)> metadata)
    {
        Categories.Add(Item(PathOf(path), metadata));
        return this;
    }

    /// <summary>Reads the items as a build does before it trains.</summary>
    public (BuildLog Log, ITaskItem[] Trainings) Read(bool writeInputs = true)
    {
        BuildLog log = new();
        WriteTrainingInputs task = new()
        {
            BuildEngine = log,
            Models = [.. Models],
            Categories = [.. Categories],
            BuildFiles = [.. BuildFiles],
            Project = Project,
            IntermediateDirectory = PathOf("obj"),
            RootNamespace = "App",
            WriteInputs = writeInputs,
        };
        task.Execute().ShouldBe(log.Errors.Count == 0);
        return (log, task.Trainings);
    }

    /// <summary>Writes the classes as a build does after it has trained.</summary>
    public (BuildLog Log, string[] Sources) WriteClasses(ITaskItem[] trainings, bool keepsModels = false, bool isDesignTime = false)
    {
        BuildLog log = new();
        WriteModelClasses task = new()
        {
            BuildEngine = log,
            Models = [.. Models],
            Trainings = trainings,
            Project = Project,
            RootNamespace = "App",
            KeepsModels = keepsModels,
            IsDesignTime = isDesignTime,
        };
        task.Execute().ShouldBe(log.Errors.Count == 0);
        return (log, [.. task.Sources.Select(source => File.ReadAllText(source.GetMetadata("FullPath")))]);
    }

    /// <summary>The records of a model's inputs file that say where its images are, with paths below the project's folder.</summary>
    public string[] Sources(string model) =>
    [
        .. File.ReadLines(PathOf($"obj/{model}/{model}.inputs"))
            .Where(line => line.Split('\t')[0] is "folder" or "image" or "except")
            .Select(line => line.Replace(root.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace('\t', ' ')),
    ];

    public void Dispose() => root.Dispose();

    private static TaskItem Item(string path, IEnumerable<(string Name, string Value)> metadata)
    {
        TaskItem item = new() { ItemSpec = path };
        foreach ((string name, string value) in metadata)
        {
            item.SetMetadata(name, value);
        }

        return item;
    }
}
