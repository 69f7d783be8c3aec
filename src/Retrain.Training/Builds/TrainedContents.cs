using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;
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
    private FileStatus[]? files;

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

            // The files are hashed only where nothing else differs.
            return File.ReadAllLines(path) is [string inputs, string outputs]
                && ModelContents.Inputs(options, images, HasProblems) == inputs
                && ModelContents.Outputs(options, file => Digest.OfFile(file)) == outputs
                && isClear;
        }
        catch (Exception exception) when (exception is RetrainException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Forgets the training before: from now on, the model's files may be those of another. Looks at the files that the next one reads.
    /// </summary>
    public void Forget(RetrainOptions options)
    {
        File.Delete(path);
        files = StatusOfFiles(options);
    }

    /// <summary>Remembers a training whose files and problems are all written.</summary>
    /// <param name="result">Its outcome.</param>
    public void Remember(RetrainOptions options, RetrainResult result)
    {
        try
        {
            // Photos are remembered as they were read; of other files, nothing says which content that was.
            if (files is not null && StatusOfFiles(options)?.SequenceEqual(files) is true
                && ModelContents.Inputs(options, result.Read, HasProblems) is string inputs
                && ModelContents.Outputs(options, file => result.Written[file]) is string outputs)
            {
                File.WriteAllLines(path, [inputs, outputs]);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The build is told when it writes its stamp to the same folder. What is not remembered is trained again.
        }
    }

    // Null where one is missing.
    private static FileStatus[]? StatusOfFiles(RetrainOptions options)
    {
        try
        {
            return [.. ModelContents.Files(options).Select(file => FileFacts.Of(file).Status)];
        }
        catch (Exception exception) when (exception is RetrainException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // An error that came before any training, as that of a wrong option, leaves the model and what is remembered of it as they were.
    private bool FoundErrors => HasProblems
        && File.ReadLines(new ProblemsFile(inputsFile).Path).Any(line => line.Contains("error RT", StringComparison.Ordinal));

    private bool HasProblems => new FileInfo(new ProblemsFile(inputsFile).Path) is { Exists: true, Length: > 0 };
}
