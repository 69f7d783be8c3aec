using System.CommandLine;
using System.Diagnostics;
using Retrain.Benchmarks.Extraction;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Serving;
using Retrain.Runtime;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how near an app's predictions come to the speed that their parts allow.</summary>
internal static class ServingCommand
{
    private const int PhotosForNovelty = 100;
    private const int PhotosForUploads = 200;

    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> rounds = BenchmarkOptions.Count("--rounds", 5, "Rounds, in each of which all parts are measured.");
        Option<int> seconds = BenchmarkOptions.Count("--seconds", 60, "Seconds for which 64 clients send photos and garbage.");
        Command command = new(
            "serving",
            "Images a second of ImageClassifier on one thread and on all cores, beside decoding, resizing and the network alone; "
            + "what async adds; how long requests take at 80% load; and uploads of photos and garbage.")
        {
            imageDir, rounds, seconds,
        };
        command.SetAction((result, _) => MeasureAsync(
            new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(rounds), result.GetRequiredValue(seconds)));
        return command;
    }

    private static async Task MeasureAsync(PhotoSet photos, int rounds, int seconds)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        string[] labels = [.. photos.Categories.Select(category => category.Label)];
        UntrainedModel model = new(folder.PathOf("model"), labels);
        UntrainedModel plain = new(folder.PathOf("plain"), labels, hasNovelty: false);
        using ImageClassifier classifier = ImageClassifier.Load(model.Graph, model.Labels);
        using ImageClassifier withoutNovelty = ImageClassifier.Load(plain.Graph, plain.Labels);
        string[] paths = [.. photos.Images.Select(image => image.Path)];
        Console.WriteLine($"{paths.Length} photos of {photos.Folder}, medians of {rounds} rounds, images/s:");
        Console.WriteLine("threads   decode  prepare  network    bound  classifier  of bound");
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            Measure(photos, paths, classifier, threads, rounds);
        }

        MeasureNovelty([.. paths.Take(PhotosForNovelty)], classifier, withoutNovelty, rounds * 3);
        UploadLoad uploads = new(classifier, [.. paths.Take(PhotosForUploads).Select(File.ReadAllBytes)]);
        await uploads.MeasureOverheadAsync(rounds);
        await uploads.MeasureLatencyAsync(seconds, isRandom: false);
        await uploads.MeasureLatencyAsync(seconds, isRandom: true);
        await uploads.MeasureGarbageAsync(seconds);
        Machine.DescribeAfterwards();
    }

    // Photo by photo in turn, so that what else the machine does meets both alike.
    private static void MeasureNovelty(string[] paths, ImageClassifier classifier, ImageClassifier withoutNovelty, int rounds)
    {
        Samples with = new(), without = new(), more = new();
        for (int round = 0; round <= rounds; round++)
        {
            double[] seconds = new double[2];
            foreach (string path in paths)
            {
                seconds[0] += SecondsFor(withoutNovelty, path);
                seconds[1] += SecondsFor(classifier, path);
            }

            if (round > 0)
            {
                without.Add(1e3 * seconds[0] / paths.Length);
                with.Add(1e3 * seconds[1] / paths.Length);
                more.Add(100 * ((seconds[1] / seconds[0]) - 1));
            }
        }

        Console.WriteLine(
            $"a prediction alone: {without.Median:F2} ms without novelty, {with.Median:F2} ms with it, {more.Median:F1}% more "
            + $"(median of {rounds} rounds of {paths.Length} photos, {more.Min:F1} to {more.Max:F1}%)");
    }

    private static double SecondsFor(ImageClassifier classifier, string path)
    {
        long started = Stopwatch.GetTimestamp();
        classifier.Classify(path);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Measure(PhotoSet photos, string[] paths, ImageClassifier classifier, int threads, int rounds)
    {
        using ExtractionParts parts = new(photos, EfficientNetLite.Load(), threads);
        Samples decode = new(), prepare = new(), network = new(), bound = new(), whole = new(), share = new();

        // The first round compiles the code and brings the photos into the system's cache.
        for (int round = 0; round <= rounds; round++)
        {
            PartRates rates = new(parts.Decode(), parts.Prepare(), parts.Network());
            long started = Stopwatch.GetTimestamp();
            classifier.Classify(paths, new ParallelOptions { MaxDegreeOfParallelism = threads });
            double wholeRate = paths.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (round == 0)
            {
                continue;
            }

            decode.Add(rates.Decode);
            prepare.Add(rates.Prepare);
            network.Add(rates.Network);
            bound.Add(rates.Bound);
            whole.Add(wholeRate);
            share.Add(wholeRate / rates.Bound);
        }

        Console.WriteLine(
            $"{threads,7}  {decode.Median,7:F0}  {prepare.Median,7:F0}  {network.Median,7:F1}  {bound.Median,7:F1}  "
            + $"{whole.Median,10:F1}  {100 * share.Median,7:F1}%");
    }
}
