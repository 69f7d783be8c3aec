using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT1090 and RT1091: bottlenecks that cannot be compared.</summary>
internal static class SearchDiagnostics
{
    /// <summary>RT1090: photos have bottlenecks with values that are not numbers.</summary>
    /// <param name="graphFile">The network's file.</param>
    /// <param name="count">The number of photos.</param>
    public static Diagnostic NotNumbers(string? graphFile, int count) =>
        new(Severity.Warning, "RT1090", graphFile,
            $"the network computes values that are not numbers for {count} of the photos, which were left out of the "
            + "search; check --input_mean and --input_std, or choose another network.");

    /// <summary>RT1091: the bottleneck of a query is all zeros, or has values that are not numbers.</summary>
    public static Diagnostic NoDirection(string query) =>
        new(Severity.Error, "RT1091", query,
            "the network computes only zeros, or values that are not numbers, for this photo, and so no other is similar; choose another "
            + "photo or another network (--architecture).");
}
