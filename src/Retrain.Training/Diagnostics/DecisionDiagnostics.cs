using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>Problems with a person's decisions about images: RT1083 to RT1086 with the images, and RT4050 to RT4054 with files.</summary>
internal static class DecisionDiagnostics
{
    /// <param name="digests">The digests of all decisions without an image.</param>
    public static Diagnostic UnmatchedDecisions(string path, IReadOnlyList<string> digests, int total) =>
        new(Severity.Warning, "RT1083", path,
            $"{digests.Count} of {Count(total, "decision")} match{(digests.Count == 1 ? "es" : "")} no photo, such as "
            + $"{string.Join(" and ", digests.Take(2))}; the photos may be gone, changed or moved by an earlier run, "
            + "so decide about them again or remove these decisions.");

    /// <param name="origin">The folder or project of the images.</param>
    public static Diagnostic UnknownDecidedLabel(string path, string label, string origin, IReadOnlyList<string> nearest) =>
        new(Severity.Error, "RT1084", path,
            $"has the label '{label}', which no category of {origin} has"
            + (nearest.Count > 0 ? $", while {string.Join(" or ", nearest.Select(name => $"'{name}'"))} is one" : "")
            + "; correct the label, or add a category with photos for it.");

    /// <param name="isLeftOut">Whether the run goes on without the folder.</param>
    public static Diagnostic NothingLeft(string folder, string decisions, bool isLeftOut) =>
        new(isLeftOut ? Severity.Warning : Severity.Error, "RT1085", folder,
            $"has no image left after the decisions in {decisions}{(isLeftOut ? ", and is left out" : "")}; "
            + "add images, or take some decisions back.");

    public static Diagnostic NotMoved(string photo, string reason) =>
        new(Severity.Error, "RT1086", photo, $"was not moved: {reason}; move it yourself, or fix that and run the same command again.");

    public static Diagnostic NotRemoved(string folder, string reason) =>
        new(Severity.Warning, "RT1044", folder, $"is empty again but was not removed: {reason}; remove it yourself.");

    /// <param name="reason">The rest of a sentence about the file.</param>
    public static Diagnostic InvalidDecisions(string path, string reason) =>
        new(Severity.Error, "RT4050", path, $"{reason}; pass a file of decisions that a report saved.");

    public static Diagnostic ContradictoryDecisions(string path, string digest) =>
        new(Severity.Error, "RT4051", path, $"has two decisions about the photo with the digest {digest}; keep the right one.");

    public static Diagnostic MovesAmongImages(string folder, string imageDir) =>
        new(Severity.Error, "RT4052", folder,
            $"lies in {imageDir}, where photos that are moved to it would be images of a category; "
            + "choose a folder outside with --move_to.");

    /// <param name="reason">The rest of a sentence about the file.</param>
    public static Diagnostic NotAMoveRecord(string path, string reason) =>
        new(Severity.Error, "RT4053", path, $"{reason}; restore the file, or use another folder.");

    public static Diagnostic NothingToUndo(string folder) =>
        new(Severity.Error, "RT4054", folder,
            "has no moved.json, so no photos were moved to it or all are back; name the folder of check --move_to.");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
