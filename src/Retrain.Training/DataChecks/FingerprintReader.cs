using System.Runtime.ExceptionServices;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Libraries;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Computes the fingerprints of images. They require the pixels, which a training with cached bottlenecks does not read, so the first check
/// reads the images again. Later checks find the fingerprints in the cache, beside the bottlenecks.
/// </summary>
internal sealed class FingerprintReader(BottleneckCache cache, BottleneckOptions options, bool ignoresOrientation)
{
    private const int GroupSize = 1024;
    private const int FactCount = 4;

    // The version must be raised whenever the code changes.
    private const string Version = "v3";

    private static readonly Digest Name = Digest.Of("fingerprint"u8);

    /// <exception cref="RetrainException">RT1005 or RT1019: an image has changed since the run began.</exception>
    public IReadOnlyList<Fingerprint> Read(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        Fingerprint[] fingerprints = new Fingerprint[images.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        foreach (int[] group in Enumerable.Range(0, images.Count).Chunk(GroupSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            BottleneckKey[] keys = [.. group.Select(i => KeyOf(images[i].Content))];
            IReadOnlyList<int> missing = cache.GetMany(keys, (k, values) => fingerprints[group[k]] = FromValues(values));
            try
            {
                Parallel.ForEach(missing, parallel, () => new ImageFileReader(), (k, _, reader) =>
                {
                    fingerprints[group[k]] = Read(images[group[k]], reader);
                    return reader;
                }, _ => { });
            }
            catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is RetrainException))
            {
                ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
            }

            cache.PutMany([.. missing.Select(k => (keys[k], (ReadOnlyMemory<float>)ToValues(fingerprints[group[k]])))]);
        }

        cache.RecordUse();
        return fingerprints;
    }

    private BottleneckKey KeyOf(ImageContent image) =>
        new BottleneckRecipe(
            Name, CachedNetwork.FingerprintTensor, Version, orientation: OrientationWord.InKey(image.Orientation, ignoresOrientation),
            libraries: LibraryVersions.InKey)
        {
            BackboneName = "fingerprint",
            Length = FactCount + Fingerprint.Length,
        }.KeyOf(image.Digest);

    private Fingerprint Read(LabeledImage image, ImageFileReader reader)
    {
        string path = image.Path;
        ReadOnlyMemory<byte> encoded = reader.ReadImage(path);
        if (Digest.Of(encoded.Span) != image.Digest)
        {
            throw new RetrainException(DataDiagnostics.ChangedDuringRun(path));
        }

        using PixelBuffer pixels = ImageDecoder.Decode(encoded, path, options.MaximumPixels, ignoresOrientation);
        Fingerprint fingerprint = Fingerprint.Of(pixels, ignoresOrientation ? image.Content.Orientation : ExifOrientation.Upright);
        return fingerprint with { IsWideGamut = ColorProfile.IsWideGamut(encoded.Span) };
    }

    private static float[] ToValues(Fingerprint fingerprint) =>
    [
        fingerprint.WidthPixels, fingerprint.HeightPixels, fingerprint.ExifOrientation, fingerprint.IsWideGamut ? 1 : 0,
        .. fingerprint.Frequencies,
    ];

    private static Fingerprint FromValues(ReadOnlySpan<float> values) =>
        new((int)values[0], (int)values[1], (int)values[2], values[FactCount..].ToArray(), values[3] == 1);
}
