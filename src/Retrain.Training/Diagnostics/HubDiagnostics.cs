using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2065 to RT2074 and RT2078: problems with networks that come from a hub.</summary>
internal static class HubDiagnostics
{
    private const string Files = "'preprocessor_config.json', 'config.json' or 'open_clip_config.json'";

    public static Diagnostic BadAddress(string address) =>
        new(Severity.Error, "RT2065", null,
            $"'{address}' does not name a network on a hub; write hf:OWNER/NAME, hf:OWNER/NAME@REVISION or "
            + "hf:OWNER/NAME@REVISION:FOLDER/FILE.onnx.");

    /// <summary>RT2066: a project names a branch or a tag, which may stand for other files tomorrow.</summary>
    /// <param name="project">The project.</param>
    /// <param name="address">The address without the file.</param>
    /// <param name="repository">The owner and the name.</param>
    /// <param name="commit">The commit that it stands for now.</param>
    public static Diagnostic NotACommit(string project, string address, string repository, string commit) =>
        new(Severity.Warning, "RT2066", project,
            $"'{address}' may stand for other files tomorrow, so the build is not reproducible; write hf:{repository}@{commit}.");

    public static Diagnostic NoRepository(string repository, Uri page) =>
        new(Severity.Error, "RT2067", null,
            $"the hub has no repository {repository}, or does not show it; check the name at {page}, "
            + "and let HF_TOKEN hold a token if the repository is private.");

    public static Diagnostic Gated(string repository, Uri page) =>
        new(Severity.Error, "RT2068", null,
            $"the hub gives {repository} only to those who were granted access; ask for it at {page}, "
            + "and let HF_TOKEN hold a token of yours that may read it.");

    public static Diagnostic NoRevision(string repository, string revision, Uri page) =>
        new(Severity.Error, "RT2069", null,
            $"{repository} has no revision '{revision}'; choose a commit, a branch or a tag that {page} lists.");

    /// <summary>RT2070: the repository does not have the file, or not one alone that could be meant.</summary>
    /// <param name="repository">The owner and the name.</param>
    /// <param name="page">The page of the repository.</param>
    /// <param name="file">The file that was asked for; <see langword="null"/> for the usual one.</param>
    /// <param name="networks">The .onnx files that it has.</param>
    public static Diagnostic NoFile(string repository, Uri page, string? file, IReadOnlyList<string> networks) =>
        new(Severity.Error, "RT2070", null,
            $"{repository} has {(file is null ? "neither 'model.onnx' nor 'onnx/model.onnx'" : $"no file '{file}'")}; "
            + (networks.Count is 0
                ? $"choose a repository with an ONNX model ({page} lists its files)."
                : $"name one of its networks, as in hf:{repository}:{networks[0]} (it has {string.Join(", ", networks)})."));

    /// <summary>RT2071: the hub does not answer, and the cache lacks something.</summary>
    /// <param name="address">The address without the file.</param>
    /// <param name="page">The page of the repository.</param>
    /// <param name="reason">The cause, for instance "the server cannot be reached".</param>
    /// <param name="network">The .onnx file, for instance "'model.onnx'".</param>
    /// <param name="folder">The folder in the cache in which the files are looked for; ends with COMMIT if the commit is not known.</param>
    public static Diagnostic Unreachable(string address, Uri page, string reason, string network, string folder) =>
        new(Severity.Error, "RT2071", null,
            $"{address} cannot be downloaded: {reason}; try again later, name a mirror with HF_ENDPOINT, or save {network}, its external "
            + $"data if it has any, and {Files} from {page} in '{folder}', or in any folder whose path you pass as --architecture.");

    public static Diagnostic WrongBytes(Uri url, string difference) =>
        new(Severity.Error, "RT2072", null,
            $"{url} returned {difference}, which were discarded; try again, or check what the mirror or proxy serves.");

    public static Diagnostic CacheNotWritable(string folder, string reason) =>
        new(Severity.Error, "RT2073", folder,
            $"the files of the hub cannot be read or written in this folder: {reason}; choose another cache folder with HF_HOME.");

    public static Diagnostic BadEndpoint(string address) =>
        new(Severity.Error, "RT2074", null,
            $"'{address}' in HF_ENDPOINT is not a valid address; give one such as https://hub.example.com/, or unset the variable.");

    public static Diagnostic BadAnswer(Uri url, string reason) =>
        new(Severity.Error, "RT2078", null, $"the answer of {url} is not that of a hub: {reason}; check HF_ENDPOINT.");
}
