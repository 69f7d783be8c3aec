using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>RT9xxx: internal errors; and what a build's training says in place of many other problems.</summary>
internal static class ToolDiagnostics
{
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
