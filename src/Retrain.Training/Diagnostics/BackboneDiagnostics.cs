using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2xxx: backbones that are downloaded.</summary>
internal static class BackboneDiagnostics
{
    /// <param name="graph">Where the graph would lie.</param>
    /// <param name="archive">Where its archive would.</param>
    public static Diagnostic DownloadFailed(Uri url, string reason, string archive, string graph) =>
        new(Severity.Error, "RT2040", null,
            $"{url} cannot be downloaded: {reason}; run again when it can be reached, name a mirror with RETRAIN_DOWNLOAD_URL, or put that file at "
            + $"'{archive}' or the graph in it at '{graph}'.");

    public static Diagnostic WrongSize(Uri url, long sizeBytes, long expectedBytes) =>
        new(Severity.Error, "RT2041", null,
            $"{url} gave {sizeBytes} bytes where {expectedBytes} were expected, and they were thrown away; run again, or look at what the address serves.");

    public static Diagnostic BadArchive(string archive, string reason) =>
        new(Severity.Error, "RT2042", archive, $"{reason}; delete it, and it is downloaded again.");

    public static Diagnostic BadDownloadAddress(string address) =>
        new(Severity.Error, "RT2043", null,
            $"'{address}' in RETRAIN_DOWNLOAD_URL is no address; give one as https://mirror.example.com/tensorflow/, or unset it.");

    public static Diagnostic ModelDirNotWritable(string modelDir, string reason) =>
        new(Severity.Error, "RT2044", modelDir, $"a backbone cannot be written there: {reason}; name another folder with --model_dir.");
}
