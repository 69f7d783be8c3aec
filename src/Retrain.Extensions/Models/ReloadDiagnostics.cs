using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Extensions.Models;

/// <summary>RT4139: one of a model's files was replaced alone.</summary>
internal static class ReloadDiagnostics
{
    /// <param name="files">The model's files.</param>
    /// <param name="isGraphNew">Whether the graph is the one that was replaced.</param>
    public static RetrainException ReplacedAlone(ModelFileSet files, bool isGraphNew)
    {
        (string replaced, string other) = isGraphNew ? (files.GraphPath, files.LabelsPath) : (files.LabelsPath, files.GraphPath);
        return new RetrainException(new Diagnostic(
            Severity.Error, "RT4139", replaced,
            $"the file was replaced without {other}, and no manifest of the graph shows that they belong together; replace both, or put "
            + "the manifest that training wrote beside the graph."));
    }
}
