using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Retrain.MSBuild.Folders;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Models;

/// <summary>
/// Finds a graph and labels that were not written with the manifest beside them: a training that is killed while it renames its files
/// leaves some of the training before, and people replace files by hand.
/// </summary>
internal static class WrittenTogether
{
    // The manifest's own form: its other digests have other names.
    private static readonly Regex Digest = new("^ *\"(graph|labels)\": \"([0-9a-f]{64})\"", RegexOptions.Multiline);

    /// <summary>Checks the files of a trained model.</summary>
    /// <param name="training">An item with the paths of the files, which exist.</param>
    /// <returns>The problem, if there is one.</returns>
    public static Diagnostic? ProblemOf(ITaskItem training)
    {
        string[] paths = [.. new[] { "Graph", "Labels", "Manifest" }.Select(training.GetMetadata)];
        if (IsOlder(paths, training.GetMetadata("Stamp")))
        {
            return null;
        }

        Dictionary<string, string> named = [];
        foreach (Match match in Digest.Matches(TextFile.Read(paths[2])))
        {
            named[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return IsAnother("graph", paths[0]) ? GraphDiagnostics.ManifestOfAnotherGraph(paths[2], paths[0])
            : IsAnother("labels", paths[1]) ? GraphDiagnostics.LabelsOfAnotherGraph(
                paths[1], $"the file is not the one that was written with '{paths[0]}', as '{paths[2]}' says")
            : null;

        bool IsAnother(string name, string path) => named.TryGetValue(name, out string? digest) && digest != DigestOf(path);
    }

    // A training writes the stamp last: files that are older need no digest, which takes a graph's megabytes.
    private static bool IsOlder(IEnumerable<string> paths, string stamp) =>
        File.Exists(stamp) && paths.All(path => File.GetLastWriteTimeUtc(path) <= File.GetLastWriteTimeUtc(stamp));

    private static string DigestOf(string path)
    {
        using SHA256 sha256 = SHA256.Create();
        using Stream file = TextFile.SizeOf(path) == 0 ? Stream.Null : File.OpenRead(path);
        return BitConverter.ToString(sha256.ComputeHash(file)).Replace("-", "").ToLowerInvariant();
    }
}
