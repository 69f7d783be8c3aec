using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>Tells the problems of the machine from those of the images and the options.</summary>
internal static class EnvironmentDiagnostics
{
    /// <summary>An output cannot be written.</summary>
    public const string OutputNotWritableCode = "RT4007";

    /// <summary>No native libraries exist for the machine.</summary>
    public const string NoLibrariesForPlatformCode = "RT4078";

    /// <summary>Whether the cache or an output is at fault, which may be well again in the next run of the same command.</summary>
    public static bool IsOfCacheOrOutput(Diagnostic diagnostic) =>
        diagnostic.Code is OutputNotWritableCode || diagnostic.Code.StartsWith("RT3", StringComparison.Ordinal);

    /// <summary>Whether the same command may succeed later: the cache, an output or a download is at fault.</summary>
    public static bool MayPass(Diagnostic diagnostic) =>
        IsOfCacheOrOutput(diagnostic) || diagnostic.Code is "RT2040" or "RT2041" or "RT2071" or "RT2072" or "RT4017";

    /// <summary>Whether a shared cache is at fault, on which no result depends: no build fails because of it.</summary>
    public static bool IsOfSharedCache(Diagnostic diagnostic) =>
        diagnostic.Code is "RT3023" or "RT3024" or "RT3025" or "RT3026" or "RT3027" or "RT3028" or "RT3029" or "RT3054";
}
