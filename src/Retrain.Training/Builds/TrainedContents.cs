using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Training.Builds;

/// <summary>
/// Remembers, beside a model's inputs file, the content that the model was trained on: a build whose inputs differ in nothing but the facts
/// of files has nothing to train. That is so in a tree that was copied, restored or freshly cloned.
/// </summary>
/// <param name="inputsFile">The inputs file of the training.</param>
internal sealed class TrainedContents(string inputsFile)
{
    private readonly string path = Path.ChangeExtension(inputsFile, ".contents");

    /// <summary>Whether the model was trained on what the inputs name now, and its files are those of that training.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the digests of images that were read are cached.</exception>
    public bool AreUnchanged(RetrainOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) || FoundErrors)
        {
            return false;
        }

        try
        {
            // With any problem on the way the model is trained, as a training tells of it.
            bool isClear = true;
            using BottleneckCache cache = BottleneckCache.Open(
                options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder, _ => isClear = false);
            ImageSet images = options.Data.Read(_ => { }, cancellationToken);
            new DigestLookup(cache.ImageDigests).FindOrRead(images.Images, options.Bottlenecks.Threads, cancellationToken);
            return ModelContents.Of(options, images, HasProblems) is string contents && contents == File.ReadAllText(path) && isClear;
        }
        catch (Exception exception) when (exception is RetrainException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Forgets the training before: from now on, the model's files may be those of another.</summary>
    public void Forget() => File.Delete(path);

    /// <summary>Remembers a training whose files and problems are all written.</summary>
    /// <param name="images">The images as the training read them.</param>
    public void Remember(RetrainOptions options, ImageSet images)
    {
        try
        {
            if (ModelContents.Of(options, images, HasProblems) is string contents)
            {
                File.WriteAllText(path, contents);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The build is told when it writes its stamp to the same folder. What is not remembered is trained again.
        }
    }

    // An error that came before any training, as that of a wrong option, leaves the model and what is remembered of it as they were.
    private bool FoundErrors => HasProblems
        && File.ReadLines(new ProblemsFile(inputsFile).Path).Any(line => line.Contains("error RT", StringComparison.Ordinal));

    private bool HasProblems => new FileInfo(new ProblemsFile(inputsFile).Path) is { Exists: true, Length: > 0 };
}
