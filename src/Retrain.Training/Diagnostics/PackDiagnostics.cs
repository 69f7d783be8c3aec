using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT3020 to RT3022: problems with packs of bottlenecks.</summary>
internal static class PackDiagnostics
{
    public const string NotSignedCode = "RT3022";

    private const string DamagedCode = "RT3020";
    private const string OtherVersionCode = "RT3021";

    /// <summary>Whether a pack is at fault, and not its reader.</summary>
    public static bool IsAboutAPack(Diagnostic diagnostic) => diagnostic.Code is DamagedCode or OtherVersionCode or NotSignedCode;

    /// <param name="pack">The path or address of the pack.</param>
    /// <param name="reason">The fault of its bytes.</param>
    public static Diagnostic Damaged(string pack, string reason) =>
        new(Severity.Error, DamagedCode, pack,
            $"the pack of bottlenecks is damaged ({reason}), so nothing of it is used; copy or export it again.");

    /// <param name="pack">The path or address of the pack.</param>
    /// <param name="version">The version that it has.</param>
    /// <param name="supported">The version that this program knows.</param>
    public static Diagnostic OtherVersion(string pack, uint version, uint supported) =>
        new(Severity.Error, OtherVersionCode, pack,
            $"the pack of bottlenecks has version {version}, but this dotnet-retrain supports only {supported}; "
            + "update dotnet-retrain, or export the pack with this version.");

    /// <param name="pack">The path or address of the pack.</param>
    /// <param name="isMissing">Whether it has no signature at all.</param>
    public static Diagnostic NotSigned(string pack, bool isMissing) =>
        new(Severity.Error, NotSignedCode, pack,
            $"the pack of bottlenecks {(isMissing ? "is not signed" : "is signed with another key")}, so nothing of it is used; "
            + "write it with the same RETRAIN_CACHE_SIGNING_KEY, or unset the variable to believe any pack.");
}
