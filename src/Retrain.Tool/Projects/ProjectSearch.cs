using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>Finds the project that a command line names.</summary>
internal static class ProjectSearch
{
    public const string CurrentFolder = ".";

    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The project that is named, or the only one in the folder that is named.</summary>
    /// <exception cref="RetrainException">RT4009 or RT4020 to RT4022: the folder has none, or more than one.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
        {
            return IsProject(path) ? path : throw new RetrainException(OptionDiagnostics.NotAProject(path));
        }

        if (!Directory.Exists(path))
        {
            throw new RetrainException(OptionDiagnostics.FileNotFound("init", path));
        }

        string[] projects =
        [
            .. Directory.EnumerateFiles(path).Where(IsProject).Select(project => Path.GetFileName(project)!).Order(StringComparer.Ordinal),
        ];
        return projects switch
        {
            [string project] => path == CurrentFolder ? project : Path.Combine(path, project),
            [] => throw new RetrainException(OptionDiagnostics.NoProject(path)),
            _ => throw new RetrainException(OptionDiagnostics.SeveralProjects(path, projects)),
        };
    }

    private static bool IsProject(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
