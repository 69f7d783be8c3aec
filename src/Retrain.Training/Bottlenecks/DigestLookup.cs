using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Training.Caching;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>Gives images their digests, and files that cannot be reached their problem.</summary>
/// <param name="known">The digests of images that were read before.</param>
internal sealed class DigestLookup(ImageDigests known)
{
    // So many at a time that the number of images does not bound a run, Ctrl-C need not wait long, and what is needed for a group is so
    // small that the collector does not search all images for it.
    private const int GroupSize = 1024;

    private const int FilesOfPart = 64;
    private const double WorkOfFacts = 4e5; // Those of a file take some microseconds.

    private readonly Shares shares = new(Environment.ProcessorCount);

    /// <summary>Finds the digests that are known without reading the files.</summary>
    public void Find(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        foreach (LabeledImage[] group in images.Chunk(GroupSize))
        {
            FindKnown(group, cancellationToken);
        }
    }

    /// <summary>Finds all digests, and reads the files that are not known.</summary>
    public void FindOrRead(IReadOnlyList<LabeledImage> images, int threads, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        foreach (LabeledImage[] group in images.Chunk(GroupSize))
        {
            (LabeledImage Image, FileFacts Facts)[] unknown = FindKnown(group, cancellationToken);
            Parallel.ForEach(unknown, parallel, () => new ImageFileReader(), (file, _, reader) =>
            {
                Guard(file.Image, () => file.Image.Content = ImageContent.Of(reader.ReadImage(file.Image.Path).Span));
                return reader;
            }, _ => { });
            known.Remember(
                [.. unknown.Where(file => file.Image.HasContent).Select(file => (file.Facts, file.Image.Content))]);
        }
    }

    private static void Guard(LabeledImage image, Action read)
    {
        try
        {
            read();
        }
        catch (RetrainException exception)
        {
            image.Problem = exception.Diagnostic;
        }
    }

    /// <returns>The images that can be reached and have no digest yet.</returns>
    private (LabeledImage Image, FileFacts Facts)[] FindKnown(LabeledImage[] images, CancellationToken cancellationToken)
    {
        FileFacts?[] facts = new FileFacts?[images.Length];
        shares.Run(images.Length, FilesOfPart, WorkOfFacts, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                int number = i;
                cancellationToken.ThrowIfCancellationRequested();
                Guard(images[i], () => facts[number] = GuardedRead.Of(images[number].Path, FileFacts.Of));
            }
        });
        (LabeledImage Image, FileFacts Facts)[] files =
            [.. images.Zip(facts).Where(file => file.Second is not null).Select(file => (file.First, file.Second!))];
        IReadOnlyList<ImageContent?> contents = known.Lookup([.. files.Select(file => file.Facts)], cancellationToken);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is ImageContent content)
            {
                files[i].Image.Content = content;
            }
        }

        return [.. files.Where(file => !file.Image.HasContent)];
    }
}
