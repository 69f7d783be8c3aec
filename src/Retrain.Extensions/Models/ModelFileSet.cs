namespace Retrain.Extensions.Models;

/// <summary>The files of a model, and those that may be its manifest.</summary>
/// <param name="GraphPath">The graph.</param>
/// <param name="LabelsPath">Its labels.</param>
internal sealed record ModelFileSet(string GraphPath, string LabelsPath)
{
    private const string BuildEnding = ".output_graph"; // a build writes Flowers.output_graph.pb and Flowers.manifest.json

    /// <summary>
    /// Writes down what a file system says of the files, with the targets of links: a volume of Kubernetes is replaced by turning a link.
    /// </summary>
    /// <returns>A stamp that differs once a file is replaced.</returns>
    public ModelStamp Stamp() => new(StampOf(GraphPath), StampOf(LabelsPath), string.Join('\n', Manifests().Select(StampOf)));

    private IEnumerable<string> Manifests()
    {
        string folder = Path.GetDirectoryName(GraphPath) ?? "";
        string name = Path.GetFileNameWithoutExtension(GraphPath);
        string model = name.EndsWith(BuildEnding, StringComparison.Ordinal) ? name[..^BuildEnding.Length] : name;
        string[] manifests = [$"{name}.manifest.json", $"{model}.manifest.json", "manifest.json"];
        return manifests.Distinct().Select(manifest => Path.Combine(folder, manifest));
    }

    private static string StampOf(string path)
    {
        try
        {
            FileInfo file = new(path);
            FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return content.Exists
                ? FormattableString.Invariant($"{content.FullName} {content.Length} {content.LastWriteTimeUtc.Ticks}")
                : $"{path} does not exist";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {exception.Message}"; // loading says so, too
        }
    }
}
