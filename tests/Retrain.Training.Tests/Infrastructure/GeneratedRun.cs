using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Occlusion;
using Retrain.Training.Reports;
using Retrain.Training.Sampling;
using Retrain.Training.Splits;
using SkiaSharp;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A run of ten thousand photos of noise without a training, a third of whose predictions are wrong.</summary>
internal sealed class GeneratedRun : IDisposable
{
    private const int ImageCount = 10_000;
    private const int FileCount = 400;

    private readonly TemporaryFolder folder = new();
    private readonly SeededRandom random = new(3);
    private readonly BottleneckMatrix matrix = new(ImageCount, 8);

    public GeneratedRun(int labelCount)
    {
        WriteNoise();
        Run = Generate(labelCount);
    }

    public ReportedRun Run { get; }

    public void Dispose()
    {
        matrix.Dispose();
        folder.Dispose();
    }

    // Nothing compresses less.
    private void WriteNoise()
    {
        byte[] bytes = new byte[128 * 128 * 4];
        for (int file = 0; file < FileCount; file++)
        {
            for (int i = 0; i < bytes.Length; i += sizeof(ulong))
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(i), random.NextUInt64());
            }

            using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(128, 128, SKColorType.Rgba8888, SKAlphaType.Opaque), bytes);
            using SKData jpeg = image.Encode(SKEncodedImageFormat.Jpeg, 90);
            folder.Write($"{file}.jpg", jpeg.ToArray());
        }
    }

    private ReportedRun Generate(int labelCount)
    {
        string[] labels = [.. Enumerable.Range(0, labelCount).Select(i => $"{i} is a label of some length")];
        Category[] categories = [.. labels.Select((label, index) => new Category(label, index, label, FilesOf(index, labelCount)))];
        LabeledImage[] images = [.. Enumerable.Range(0, ImageCount).Select(i => categories[i % labelCount].Images[i / labelCount])];
        for (int i = 0; i < ImageCount; i++)
        {
            (images[i].Row, images[i].Content) = (i, new(Digest.Of(BitConverter.GetBytes(i)), 1));
            images[i].Split = new SplitPercentages(10, 10).SplitOf(random.NextDouble() * 100);
        }

        float[] bottleneck = new float[matrix.Length];
        for (int i = 0; i < ImageCount; i++)
        {
            Array.ForEach([.. Enumerable.Range(0, bottleneck.Length)], value => bottleneck[value] = random.NextSingle(0, 1));
            matrix.Write(i, bottleneck);
        }

        TestedImage[] tested = [.. images.Where(image => image.Split is Split.Testing).Select(image => Tested(image, labels))];
        HeadEvaluation evaluation = new(new Accuracy(tested.Count(image => image.IsRight), tested.Length), 0.5);
        ModelManifest manifest = new()
        {
            Backbone = AverageColor.Load(),
            Options = new() { Data = new() { ImageDir = folder.Path } },
            Data = new(folder.Path, labels, images, matrix),
            BottleneckScale = 1,
            Calibration = new(0, 1, ConfidenceThreshold.Find(5, [])),
            Novelty = new("novelty", 100, 100, 0.4f),
            Training = evaluation,
            Validation = evaluation,
            Testing = evaluation,
            Tested = tested,
        };
        return new ReportedRun(manifest, History(evaluation), modelWritten: true)
        {
            Findings = [.. FindingsOf(images, labels)],
            OcclusionMaps = tested.Where(image => !image.IsRight).ToDictionary(image => image.Image, _ => Map()),
        };
    }

    private static RunHistory History(HeadEvaluation evaluation)
    {
        RunHistory history = new();
        for (int step = 0; step < 4000; step += 10)
        {
            history.Add(new StepEvaluated(step, new Accuracy(step / 50, 100), 1, evaluation));
        }

        return history;
    }

    private IEnumerable<ImageFile> FilesOf(int label, int labelCount) => Enumerable.Range(0, ImageCount).Where(i => i % labelCount == label)
        .Select(i => new ImageFile(folder.PathOf($"{i % FileCount}.jpg"), $"2026/taken in the garden/IMG_{i:D8}_and_a_long_name.jpg"));

    private TestedImage Tested(LabeledImage image, string[] labels)
    {
        int predicted = random.NextInt32(3) == 0 ? random.NextInt32(labels.Length) : image.LabelIndex;
        float sure = random.NextSingle(0.5f, 1);
        return new(
            image, predicted, labels[predicted], [.. labels.Select((_, label) => label == predicted ? sure : (1 - sure) / labels.Length)])
        {
            Novelty = 1 - sure,
        };
    }

    // Far more than a page shows.
    private static IEnumerable<Finding> FindingsOf(LabeledImage[] images, string[] labels)
    {
        foreach (LabeledImage image in images.Take(FileCount / 2))
        {
            string other = labels[(image.LabelIndex + 1) % labels.Length];
            yield return new(
                FindingKind.WrongLabel, [image.Path], image.Label, other, 0.8,
                DataDiagnostics.LikelyWrongLabel(image.Path, image.Label, other, 0.9));
        }

        foreach ((LabeledImage image, LabeledImage twin) in images.Take(FileCount).Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            yield return new(
                FindingKind.NearDuplicate, [image.Path, twin.Path], image.Label, null, 0.99,
                DataDiagnostics.NearDuplicate(image.Path, "training", twin.Path, "testing"));
        }
    }

    private OcclusionMap Map() => new(
        [.. Enumerable.Range(0, OcclusionGrid.Cells * OcclusionGrid.Cells).Select(_ => random.NextDouble())], 0.9, new(0, 0, 1, 1));
}
