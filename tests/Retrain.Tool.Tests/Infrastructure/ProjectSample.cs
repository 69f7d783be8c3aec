using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A project as people have them, and the files around it.</summary>
/// <param name="ProjectPath">The project's path in the folder.</param>
/// <param name="Files">All files, by their paths.</param>
internal sealed record ProjectSample(string ProjectPath, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>A project that stands alone.</summary>
    public static ProjectSample Of(string project) => new("App.csproj", new Dictionary<string, string> { ["App.csproj"] = project });

    public TemporaryFolder WriteTo(TemporaryFolder folder)
    {
        foreach ((string path, string text) in Files)
        {
            folder.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
        }

        return folder;
    }
}
