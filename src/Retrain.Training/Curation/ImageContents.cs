using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Training.Images;

namespace Retrain.Training.Curation;

/// <summary>Reads images for their digests, where no cache knows them.</summary>
internal static class ImageContents
{
    /// <summary>Gives all images their digests. A file that cannot be read stays without one; its reader says so.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static void Read(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.ForEach(images, parallel, () => new ImageFileReader(), (image, _, reader) =>
        {
            try
            {
                image.Content = ImageContent.Of(reader.ReadImage(image.Path).Span);
            }
            catch (RetrainException exception)
            {
                image.Problem = exception.Diagnostic;
            }

            return reader;
        }, _ => { });
    }
}
