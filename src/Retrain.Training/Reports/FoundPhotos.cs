using System.Numerics.Tensors;
using Retrain.Training.DataChecks;

namespace Retrain.Training.Reports;

/// <summary>A finding of the data check with its photos, the first of which it is about.</summary>
internal sealed record FoundPhotos(Finding Finding, IReadOnlyList<ReportedImage> Images)
{
    /// <summary>The largest number of findings of a kind whose photos are shown.</summary>
    public static int Most(FindingKind kind) => kind switch
    {
        FindingKind.WrongLabel or FindingKind.NearDuplicate => 20,
        FindingKind.ConflictingLabel or FindingKind.Outlier => 12,
        FindingKind.ExactDuplicate or FindingKind.RotatedPhoto => 6,
        _ => 0,
    };

    /// <summary>Selects the most certain findings of each kind that photos show.</summary>
    public static IReadOnlyList<FoundPhotos> Of(ReportedRun run)
    {
        Dictionary<string, ReportedImage> images =
            run.Images.DistinctBy(image => image.Image.Path).ToDictionary(image => image.Image.Path, StringComparer.Ordinal);
        return
        [
            .. run.Findings.GroupBy(finding => finding.Kind).SelectMany(kind => kind.Take(Most(kind.Key))).Select(finding =>
                new FoundPhotos(finding, [.. finding.Paths.Select(path => images[path]), .. Resembled(finding, images, run)])),
        ];
    }

    // The reader sees at once which of the two labels is right beside the most similar photo of the other.
    private static IEnumerable<ReportedImage> Resembled(
        Finding finding, Dictionary<string, ReportedImage> images, ReportedRun run)
    {
        if (finding.Kind is not FindingKind.WrongLabel)
        {
            return [];
        }

        float[] bottleneck = [.. run.Matrix.PaddedRow(images[finding.Paths[0]].Image.Row)];
        return run.Images.Where(image => image.Label == finding.OtherLabel).OrderByDescending(image =>
            TensorPrimitives.CosineSimilarity(bottleneck, run.Matrix.PaddedRow(image.Image.Row))).Take(1);
    }
}
