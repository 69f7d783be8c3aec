using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// One thread of <see cref="BottleneckComputation"/>. Its memory is used again for every image, so that their number does not bound a run.
/// </summary>
internal sealed class BottleneckWorker(
    Backbone backbone,
    long maximumPixels,
    BottleneckLookup lookup,
    JobClaims claims,
    BottleneckStore store,
    NetworkSession session)
{
    /// <summary>The number of files that are read before the cache is asked for all of them at once.</summary>
    public const int MostFiles = 16;

    // Of large files fewer are held at once, and one that is larger alone, so that no more than one reader grows to its size.
    private const int MostBytes = 4 << 20;

    private readonly ImageFileReader[] readers = [.. Enumerable.Range(0, MostFiles).Select(_ => new ImageFileReader())];
    private readonly ImagePreprocessor preprocessor = new(backbone.Preprocessing, maximumPixels);
    private readonly float[] input = new float[backbone.HeightPixels * backbone.WidthPixels * 3]; // [1, heightPixels, widthPixels, 3]
    private readonly float[] bottleneck = new float[backbone.BottleneckLength];

    /// <inheritdoc cref="BottleneckComputation.Run" />
    /// <param name="jobs">At most <see cref="MostFiles"/>.</param>
    public void Run(IReadOnlyList<BottleneckJob> jobs, Action<int, int> finished, CancellationToken cancellationToken)
    {
        int next = 0;
        while (next < jobs.Count)
        {
            List<(BottleneckJob Job, ReadOnlyMemory<byte> Encoded, bool IsNew)> files = [];
            for (long bytes = 0; next < jobs.Count; next++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FileFacts? facts = Guarded(jobs[next], path => GuardedRead.Of(path, FileFacts.Of));
                bytes += facts?.SizeBytes ?? 0;
                if (files.Count > 0 && bytes > MostBytes)
                {
                    break;
                }

                if (facts is not null && Read(jobs[next], facts, readers[files.Count]) is { } file)
                {
                    files.Add(file);
                }
                else
                {
                    finished(0, jobs[next].Wanted.Count);
                }
            }

            // A file that equals another of them is found in the cache once that is computed.
            HashSet<Digest> seen = [];
            ILookup<bool, (BottleneckJob Job, ReadOnlyMemory<byte> Encoded, bool IsNew)> byRepetition =
                files.ToLookup(file => !seen.Add(file.Job.Image.Digest));
            Finish([.. byRepetition[false]], finished, cancellationToken);
            if (byRepetition.Contains(true))
            {
                store.Flush();
                Finish([.. byRepetition[true].Select(file => file with { IsNew = true })], finished, cancellationToken);
            }
        }
    }

    private void Finish(
        (BottleneckJob Job, ReadOnlyMemory<byte> Encoded, bool IsNew)[] files,
        Action<int, int> finished,
        CancellationToken cancellationToken)
    {
        Queue<BottleneckJob?> lackingOfNew = new(lookup.FetchKeyed([.. files.Where(file => file.IsNew).Select(file => file.Job)]));
        BottleneckJob?[] lacking = [.. files.Select(file => file.IsNew ? lackingOfNew.Dequeue() : file.Job)];
        Queue<(BottleneckJob? Own, bool IsOfAnother)> taken = new(claims.Take([.. lacking.OfType<BottleneckJob>()]));
        if (taken.Any(job => job.Own is not null))
        {
            session.OpenAhead(); // while the first photo is decoded
        }

        for (int i = 0; i < files.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (BottleneckJob? own, bool isOfAnother) = lacking[i] is null ? (null, false) : taken.Dequeue();
            int computed = own is null ? 0 : Compute(own, files[i].Encoded, cancellationToken);
            int done = files[i].Job.Wanted.Count - (isOfAnother ? lacking[i]!.Wanted.Count : 0);
            if (done > 0)
            {
                finished(computed, done);
            }
        }
    }

    /// <returns>The result of <paramref name="read"/>; <see langword="null"/> where the file is unreadable, which is its problem.</returns>
    private static T? Guarded<T>(BottleneckJob job, Func<string, T> read)
    {
        try
        {
            return read(job.Image.Path);
        }
        catch (RetrainException exception)
        {
            job.Image.Problem = exception.Diagnostic;
            return default;
        }
    }

    /// <returns>The job with the keys of the file's bytes; <see langword="null"/> where they cannot be read.</returns>
    private (BottleneckJob Job, ReadOnlyMemory<byte> Encoded, bool IsNew)? Read(BottleneckJob job, FileFacts facts, ImageFileReader reader)
    {
        if (Guarded<ReadOnlyMemory<byte>?>(job, path => reader.ReadImage(path)) is not ReadOnlyMemory<byte> encoded)
        {
            return null;
        }

        ImageContent content = ImageContent.Of(encoded.Span);
        job.Image.Content = content;
        if (job.Bytes == content.Digest)
        {
            return (job, encoded, IsNew: false);
        }

        // New, or touched and perhaps the same, or changed since the run began.
        store.Add(facts, content);
        return (lookup.WithKeys(job, content), encoded, IsNew: true);
    }

    /// <returns>The number of bottlenecks that the network was run for.</returns>
    private int Compute(BottleneckJob job, ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken)
    {
        try
        {
            using PixelBuffer pixels = ImageDecoder.Decode(
                encoded, job.Image.Path, maximumPixels, backbone.Preprocessing.IgnoresOrientation);
            for (int i = 0; i < job.Wanted.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested(); // of a distorted photo there may be a thousand
                Prepare(pixels, job.Wanted[i].Distortion);
                session.Value.Run(input, 1, bottleneck);
                store.Add(job.Wanted[i].Row, job.Keys[i], bottleneck);
            }

            return job.Wanted.Count;
        }
        catch (RetrainException exception) when (ImageDiagnostics.IsAboutAnImage(exception.Diagnostic))
        {
            job.Image.Problem = exception.Diagnostic;
            store.Add(job.Keys[0].Image, exception.Diagnostic);
            claims.Release(job);
            return 0;
        }
    }

    // The order of retrain.py's add_input_distortions; the network's normalisation comes last.
    private void Prepare(PixelBuffer pixels, Distortion? distortion)
    {
        if (distortion is null)
        {
            preprocessor.Prepare(pixels, input);
            return;
        }

        distortion.Apply(pixels, backbone.Preprocessing, input);
        preprocessor.Normalize(input);
    }
}
