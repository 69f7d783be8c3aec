using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Libraries;
using Retrain.Runtime.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>
/// Finds the packages of the project with which the engine computes: those that the app will compute with, so that this package carries
/// neither ONNX Runtime nor SkiaSharp, and a model is trained by what will serve it.
/// </summary>
public sealed class FindEngineLibraries : Task
{
    /// <summary>The files that the project gets from packages, with the metadata that the SDK gives them.</summary>
    public ITaskItem[] PackageFiles { get; set; } = [];

    /// <summary>The folders into which NuGet unpacked packages.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The packages' own folders, separated as in PATH.</summary>
    [Output]
    public string Folders { get; private set; } = "";

    /// <summary>The name and version of each library, with a slash between them.</summary>
    [Output]
    public string[] Versions { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            EngineLibraries libraries = new(PackageFiles.Select(ResolvedPackage.Of).OfType<ResolvedPackage>(), PackageFolders, Project);
            Folders = string.Join(Path.PathSeparator.ToString(), libraries.Folders);
            Versions = [.. libraries.Versions.Select(package => $"{package.Name}/{package.Version}")];
        }
        catch (InvalidModelException exception)
        {
            foreach (Diagnostic problem in exception.Problems)
            {
                Log.LogDiagnostic(problem, Project);
            }
        }

        return !Log.HasLoggedErrors;
    }
}
