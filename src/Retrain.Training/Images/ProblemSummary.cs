using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Images;

/// <summary>
/// Says the problems of images, and once for a folder what all files of a kind have in common: a clone without Git LFS has thousands of
/// pointers in place of its photos.
/// </summary>
internal static class ProblemSummary
{
    /// <returns>The problems in the order of the images; a folder's stand where its first does.</returns>
    public static IEnumerable<Diagnostic> Of(IEnumerable<LabeledImage> images) =>
        images.Where(image => image.Problem is not null)
            .GroupBy(image => ImageDiagnostics.IsAboutAKind(image.Problem!)
                ? (Path.GetDirectoryName(image.Path), image.Problem!.Message)
                : (image.Path, image.Problem!.Message))
            .Select(alike => alike.ToArray() is [LabeledImage only]
                ? only.Problem!
                : DataDiagnostics.FilesOfAKind(
                    alike.Key.Item1!, alike.Count(), Path.GetFileName(alike.First().Path), alike.Key.Message));
}
