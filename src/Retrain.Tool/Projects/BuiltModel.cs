using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>The inputs file by which a build told the engine what to train for a model of a project.</summary>
internal static class BuiltModel
{
    private const string Ending = ".inputs";

    /// <summary>Finds the file.</summary>
    /// <param name="project">The project's file, which exists.</param>
    /// <param name="model">The name of the model; <see langword="null"/> for the only one.</param>
    /// <exception cref="RetrainException">RT4069: the project was not built, or has several models.</exception>
    public static string InputsOf(string project, string? model)
    {
        bool isProject = Directory.Exists(project)
            ? Directory.GetFiles(project, "*.*proj").Length == 1
            : project.EndsWith("proj", StringComparison.Ordinal);
        if (!isProject)
        {
            throw new RetrainException(VerificationDiagnostics.NotBuilt(project, project));
        }

        string folder = IntermediateFolder(project);
        string[] found = Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.Combine(path, Path.GetFileName(path) + Ending))
                .Where(File.Exists).Where(path => model is null || Path.GetFileNameWithoutExtension(path) == model)
                .Order(StringComparer.Ordinal)]
            : [];
        return found switch
        {
            [string only] => only,
            [] => throw new RetrainException(
                VerificationDiagnostics.NotBuilt(project, model is null ? folder : Path.Combine(folder, model))),
            _ => throw new RetrainException(VerificationDiagnostics.SeveralModels(
                project, [.. found.Select(path => Path.GetFileNameWithoutExtension(path))])),
        };
    }

    // Projects may put it anywhere. Where MSBuild does not say, it is where they put it by default.
    private static string IntermediateFolder(string project)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", project, "-nologo", "-getProperty:RetrainIntermediateDirectory"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process? process = Process.Start(start);
        string folder = process?.StandardOutput.ReadToEnd().Trim() ?? "";
        process?.WaitForExit();
        return process?.ExitCode == 0 && Path.IsPathFullyQualified(folder)
            ? folder
            : Path.Combine(Directory.Exists(project) ? project : Path.GetDirectoryName(Path.GetFullPath(project))!, "obj", "retrain");
    }
}
