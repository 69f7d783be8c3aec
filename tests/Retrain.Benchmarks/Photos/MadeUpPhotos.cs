using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.Photos;

/// <summary>
/// Files that stand for photos, whose bottlenecks are in the cache already: a training opens none of them as an image. Bottlenecks of one
/// label lie around a centre, so that the labels can be told apart.
/// </summary>
internal static class MadeUpPhotos
{
    private const int GroupSize = 1000;

    /// <summary>Makes the files of each label in a folder of its own, and their bottlenecks in the cache.</summary>
    /// <param name="options">Name the images' folder and the cache.</param>
    public static void Make(RetrainOptions options, int labels, int imagesOfEach)
    {
        Backbone backbone = EfficientNetLite.Load();
        BottleneckKeys keys = new(backbone, options.Bottlenecks.MaximumPixels);
        using BottleneckCache cache = BottleneckCache.Open(
            options.Bottlenecks.BottleneckDir!, problem => throw new InvalidOperationException(problem.ToString()));
        SeededRandom random = new(1);
        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> bottlenecks = [];
        for (int label = 0; label < labels; label++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(options.Data.ImageDir, $"label {label:D4}")).FullName;
            float[] centre = [.. Enumerable.Range(0, backbone.BottleneckLength).Select(_ => random.NextSingle(0, 1))];
            for (int image = 0; image < imagesOfEach; image++)
            {
                string name = $"{image}.jpg";
                byte[] content = BitConverter.GetBytes((label * imagesOfEach) + image);
                File.WriteAllBytes(Path.Combine(folder, name), content);
                LabeledImage labeled = new Category($"{label}", label, folder, [new ImageFile(Path.Combine(folder, name), name)]).Images[0];
                BottleneckJob job = keys.WithKeys(new BottleneckJob(labeled, [new WantedBottleneck(0, null)]), ImageContent.Of(content));
                bottlenecks.Add((job.Keys[0], centre.Select(value => value + random.NextSingle(0, 1)).ToArray()));
            }

            if (bottlenecks.Count >= GroupSize || label == labels - 1)
            {
                cache.PutMany(bottlenecks);
                bottlenecks.Clear();
            }
        }
    }
}
