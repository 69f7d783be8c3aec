using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Libraries;

namespace Retrain.Tool.Commands;

/// <summary>
/// Native libraries beside the tool. NuGet gives a machine for which there are none a package without them, in which a missing library
/// is no mistake of an app that was published.
/// </summary>
internal static class CarriedLibraries
{
    /// <summary>Says of a missing library that the machine cannot have it, where that is so.</summary>
    /// <param name="problem">Any problem.</param>
    public static Diagnostic Explain(Diagnostic problem) =>
        problem.Code != GraphDiagnostics.NativeLibraryMissingCode || Exist() ? problem
            : ProjectLibraries.Folders.Count > 0 ? ToolDiagnostics.DamagedPackages(ProjectLibraries.Folders, problem.Message)
            : ToolDiagnostics.NoLibrariesForPlatform(RuntimeInformation.RuntimeIdentifier);

    private static bool Exist() => Directory.EnumerateFiles(AppContext.BaseDirectory, "*onnxruntime*", SearchOption.AllDirectories)
        .Any(file => !Path.GetFileName(file).Equals("Microsoft.ML.OnnxRuntime.dll", StringComparison.Ordinal));
}
