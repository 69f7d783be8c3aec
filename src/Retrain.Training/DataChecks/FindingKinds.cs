using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>Sorts the problems that were reported while images were read.</summary>
internal static class FindingKinds
{
    /// <summary>The kind of finding that a problem is; <see langword="null"/> when it is not about the images.</summary>
    public static FindingKind? Of(Diagnostic diagnostic) =>
        DataDiagnostics.IsUnreadable(diagnostic) ? FindingKind.Unreadable
        : CategoryDiagnostics.IsFewImages(diagnostic) ? FindingKind.FewImages
        : CategoryDiagnostics.IsEmptySet(diagnostic) ? FindingKind.EmptySet
        : null;
}
