using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>Sorts the problems that were reported while images were read.</summary>
internal static class FindingKinds
{
    /// <summary>The kind of finding that a problem is; <see langword="null"/> when it is not about the images.</summary>
    public static FindingKind? Of(Diagnostic diagnostic) => diagnostic.Code switch
    {
        "RT1003" or "RT1004" or "RT1005" => FindingKind.Unreadable,
        "RT1006" or "RT1008" => FindingKind.FewImages,
        "RT1013" => FindingKind.EmptySet,
        _ => null,
    };
}
