namespace Retrain.Training.Verification;

/// <summary>A model that was built again from a manifest, beside what the manifest says.</summary>
internal sealed class RebuiltModel
{
    // The files of a model, by their names in the manifest.
    private static readonly string[] Names = ["graph", "onnx", "labels"];

    /// <param name="recorded">The manifest.</param>
    /// <param name="now">The manifest of the new model.</param>
    public RebuiltModel(RecordedModel recorded, RecordedModel now)
    {
        Recorded = recorded;
        Differences = ManifestComparison.Of(recorded, now);
        Labels = ManifestComparison.Labels(recorded, now);
        if (recorded.KnownImages is { } before && now.KnownImages is { } after)
        {
            GoneImages = before.CountNotIn(after);
            NewImages = after.CountNotIn(before);
        }

        Files = [.. Names.Select(name => (name, recorded.DigestOf(name), now.DigestOf(name))).Where(file => file.Item2.Length > 0)];
    }

    public RecordedModel Recorded { get; }

    /// <summary>The facts that differ, those that explain other bytes best first.</summary>
    public IReadOnlyList<Difference> Differences { get; }

    /// <summary>The labels that have other numbers of images.</summary>
    public IReadOnlyList<LabelDifference> Labels { get; }

    /// <summary>
    /// The number of images for training and validation that the manifest knows and that are not there; 0 where it knows none.
    /// </summary>
    public int GoneImages { get; }

    /// <summary>The number of images for training and validation that the manifest does not know; 0 where it knows none.</summary>
    public int NewImages { get; }

    /// <summary>Name, recorded and new SHA-256 of each file that the manifest names.</summary>
    public IReadOnlyList<(string Name, string Recorded, string Now)> Files { get; }

    /// <summary>Whether every file has the bytes that the manifest names.</summary>
    public bool IsEqual => Files.All(file => file.Recorded == file.Now);
}
