using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>
/// RT9xxx: internal errors, and limits of the system; what a build's training says in place of many other problems; RT4078 and RT4142.
/// </summary>
internal static class ToolDiagnostics
{
    /// <summary>RT9002: the process may not open enough files. It is a line of UTF-8, as nothing else may be loaded to print it.</summary>
    public static ReadOnlySpan<byte> TooFewOpenFiles =>
        "error RT9002: too few files can be open at once for dotnet-retrain; raise the limit with 'ulimit -n 1024' and run again.\n"u8;

    /// <summary>RT9002: the process may not open another file.</summary>
    public static Diagnostic TooManyOpenFiles(string reason) =>
        new(Severity.Error, "RT9002", null, $"{reason.TrimEnd('.')}; raise the limit with 'ulimit -n 4096' and run again.");

    /// <summary>RT4078: the package for platforms that ONNX Runtime does not run on was asked for more than help.</summary>
    /// <param name="system">The runtime identifier of this machine.</param>
    public static Diagnostic NoLibrariesForPlatform(string system) =>
        new(Severity.Error, EnvironmentDiagnostics.NoLibrariesForPlatformCode, null,
            $"dotnet-retrain cannot decode images or run networks on this machine ({system}), for which its package has no native "
            + $"libraries; ONNX Runtime and SkiaSharp have them for {GraphDiagnostics.SystemsWithLibraries}: "
            + "use one of these, for instance in a container.");

    /// <summary>RT4142: one of the libraries that a build takes from the project's packages cannot be loaded.</summary>
    /// <param name="folders">The packages' folders.</param>
    /// <param name="message">The problem of the library.</param>
    public static Diagnostic DamagedPackages(IReadOnlyList<string> folders, string message) =>
        new(Severity.Error, "RT4142", null,
            $"{message.Split(';')[0]}; the build takes it from the packages of the project: delete their folders and restore again "
            + $"({string.Join(", ", folders)}).");

    /// <param name="folders">The categories with few images, or with none in one of the sets.</param>
    public static Diagnostic ManySmallCategories(string project, IReadOnlyList<string> folders) =>
        new(Severity.Warning, "RT4122", project,
            $"{folders.Count} categories, among them {folders[0]}, have fewer than 20 images or none in one of the sets, "
            + "which may cause issues; add more.");

    /// <summary>RT9001: an unexpected exception.</summary>
    public static Diagnostic InternalError(Exception exception) =>
        new(Severity.Error, "RT9001", null,
            $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; "
            + "this is an internal error in dotnet-retrain; please report it, with the output of the same command after setting "
            + "RETRAIN_DIAGNOSTICS=1.");
}
