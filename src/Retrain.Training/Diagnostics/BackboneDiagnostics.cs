using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2026, RT2040 to RT2044 and RT2089: problems with published and embedded backbones.</summary>
internal static class BackboneDiagnostics
{
    /// <param name="archive">The path at which the downloaded archive is expected.</param>
    /// <param name="graph">The path at which the unpacked graph is expected.</param>
    public static Diagnostic DownloadFailed(Uri url, string reason, string archive, string graph) =>
        new(Severity.Error, "RT2040", null,
            $"{url} cannot be downloaded: {reason}; try again later, name a mirror with RETRAIN_DOWNLOAD_URL, "
            + $"or save that file as '{archive}' or the graph from it as '{graph}'.");

    public static Diagnostic WrongSize(Uri url, long sizeBytes, long expectedBytes) =>
        new(Severity.Error, "RT2041", null,
            $"{url} returned {sizeBytes} bytes instead of the expected {expectedBytes}, which were discarded; "
            + "try again, or check what the address serves.");

    public static Diagnostic BadArchive(string archive, string reason) =>
        new(Severity.Error, "RT2042", archive, $"{reason}; delete the file to download it again.");

    /// <summary>RT2026: the file at a published backbone's place is another network.</summary>
    /// <param name="graph">The file.</param>
    /// <param name="name">The name of the backbone.</param>
    /// <param name="reason">The difference, for instance "it has no tensor 'Mul'".</param>
    public static Diagnostic OtherNetwork(string? graph, string name, string reason) =>
        new(Severity.Error, "RT2026", graph,
            $"this is not the network {name}: {reason}; "
            + "remove the file to download the published one, or pass its path as --architecture.");

    /// <summary>RT2089: a file that the assembly carries is not the one that was built into it.</summary>
    public static Diagnostic Damaged(string assembly, string resource) =>
        new(Severity.Error, "RT2089", assembly,
            $"the embedded backbone is damaged: {resource} does not have its checksum; install the tool or the package again.");

    public static Diagnostic BadDownloadAddress(string address) =>
        new(Severity.Error, "RT2043", null,
            $"'{address}' in RETRAIN_DOWNLOAD_URL is not a valid address; "
            + "give one such as https://mirror.example.com/tensorflow/, or unset the variable.");

    public static Diagnostic ModelDirNotWritable(string modelDir, string reason) =>
        new(Severity.Error, "RT2044", modelDir,
            $"the backbone cannot be written to this folder: {reason}; choose another folder with --model_dir.");
}
