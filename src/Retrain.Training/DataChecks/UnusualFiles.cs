using Retrain.Runtime.Images;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>Finds images that look different in a viewer, and images that are too large.</summary>
internal static class UnusualFiles
{
    // Most cameras have fewer. A network uses 0.05 to 0.3 megapixels.
    private const long HugePixels = 40_000_000;

    /// <summary>Finds photos whose EXIF orientation was ignored, as in retrain.py, so that they lie on their sides.</summary>
    public static IEnumerable<Finding> Rotated(LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints) =>
        fingerprints.Index().Where(entry => entry.Item.ExifOrientation != ExifOrientation.Upright).Select(entry => new Finding(
            FindingKind.RotatedPhoto, [images.Images[entry.Index].Path], images.Images[entry.Index].Label, null, 1,
            DataDiagnostics.RotatedByExif(images.Images[entry.Index].Path, entry.Item.ExifOrientation)));

    /// <summary>Finds categories with photos that look paler than in a viewer, as their colour profiles are ignored.</summary>
    public static IEnumerable<Finding> WideGamut(LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints) =>
        fingerprints.Zip(images.Images).GroupBy(entry => entry.Second.LabelIndex)
            .Where(category => category.Any(entry => entry.First.IsWideGamut))
            .Select(category =>
            {
                string folder = CategoryFolders.Of(images, category.Key);
                string[] photos = [.. category.Where(entry => entry.First.IsWideGamut).Select(entry => entry.Second.Path)];
                return new Finding(
                    FindingKind.WideGamut, [folder, .. photos], images.Labels[category.Key], null, 1,
                    DataDiagnostics.WideGamut(folder, photos.Length, category.Count()));
            });

    /// <summary>Finds images that take far longer to decode than to classify.</summary>
    public static IEnumerable<Finding> Huge(LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints) =>
        fingerprints.Index().Where(entry => (long)entry.Item.WidthPixels * entry.Item.HeightPixels > HugePixels)
            .OrderByDescending(entry => (long)entry.Item.WidthPixels * entry.Item.HeightPixels)
            .Select(entry => new Finding(
                FindingKind.HugeImage, [images.Images[entry.Index].Path], images.Images[entry.Index].Label, null, 1,
                DataDiagnostics.HugeImage(images.Images[entry.Index].Path, entry.Item.WidthPixels, entry.Item.HeightPixels)));
}
