using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Images of which only the bottlenecks exist: clouds of points, one for each label.</summary>
internal sealed class ImageSample : IDisposable
{
    public const int Length = 32;

    private readonly List<(int Label, float[] Bottleneck, Digest Digest, Split Split)> images = [];
    private readonly List<Fingerprint> fingerprints = [];
    private readonly Random random;
    private BottleneckMatrix? matrix;

    public ImageSample(int seed = 1) => random = new Random(seed);

    public IReadOnlyList<Fingerprint> Fingerprints => fingerprints;

    /// <summary>Adds images of what <paramref name="shown"/> stands for, under the label <paramref name="label"/>.</summary>
    public ImageSample Add(int count, int label, int? shown = null, float spread = 0.3f)
    {
        for (int i = 0; i < count; i++)
        {
            float[] bottleneck = [.. Enumerable.Range(0, Length)
                .Select(k => (k == (shown ?? label) ? 1 : 0) + (spread * Noise() / MathF.Sqrt(Length)))];
            Add(label, bottleneck, RandomFingerprint());
        }

        return this;
    }

    public ImageSample Add(
        int label, float[] bottleneck, Fingerprint? fingerprint = null, Split split = Split.Training, string? bytes = null)
    {
        images.Add((label, bottleneck, Digest.Of(System.Text.Encoding.UTF8.GetBytes(bytes ?? $"image {images.Count}")), split));
        fingerprints.Add(fingerprint ?? RandomFingerprint());
        return this;
    }

    public Fingerprint RandomFingerprint(int width = 640, int height = 480, int exifOrientation = 1)
    {
        float[] frequencies = [.. Enumerable.Range(0, Fingerprint.Length).Select(_ => Noise())];
        float length = MathF.Sqrt(frequencies.Sum(value => value * value));
        return new Fingerprint(width, height, exifOrientation, [.. frequencies.Select(value => value / length)]);
    }

    /// <summary>The images, with bottlenecks of length 1. Image 7 of label 2 is "photos/2/7.jpg".</summary>
    public LabeledBottlenecks Build()
    {
        matrix = new BottleneckMatrix(images.Count, Length);
        LabeledImage[] labeled = new LabeledImage[images.Count];
        string[] labels = [.. Enumerable.Range(0, images.Max(image => image.Label) + 1).Select(label => $"label {label}")];
        for (int label = 0; label < labels.Length; label++)
        {
            int[] members = [.. Enumerable.Range(0, images.Count).Where(i => images[i].Label == label)];
            Category category = new(
                labels[label], label, Path.Combine("photos", $"{label}"), members.Select(i => new ImageFile(PathOf(i), $"{i}.jpg")));
            foreach ((int i, LabeledImage image) in members.Zip(category.Images))
            {
                (image.Row, image.Content, image.Split) = (i, new(images[i].Digest, 1), images[i].Split);
                matrix.Write(i, images[i].Bottleneck);
                labeled[i] = image;
            }
        }

        UnitRows.Normalize(matrix, [.. Enumerable.Range(0, images.Count)], TestContext.Current.CancellationToken);
        return new LabeledBottlenecks("photos", labels, labeled, matrix);
    }

    public string PathOf(int image) => Path.Combine("photos", $"{images[image].Label}", $"{image}.jpg");

    public void Dispose() => matrix?.Dispose();

    // Standard normal, by Box and Muller.
    private float Noise() =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
