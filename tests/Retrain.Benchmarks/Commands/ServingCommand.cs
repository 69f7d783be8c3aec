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
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> rounds = BenchmarkOptions.Count("--rounds", 5, "Rounds, in each of which all parts are measured.");
        Command command = new(
            "serving",
            "Images a second of ImageClassifier on one thread and on all cores, beside decoding, resizing and the network alone.")
        {
            imageDir, rounds,
        };
        command.SetAction(result => Measure(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(rounds)));
        return command;
    }

    private static void Measure(PhotoSet photos, int rounds)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        UntrainedModel model = new(folder, [.. photos.Categories.Select(category => category.Label)]);
        using ImageClassifier classifier = ImageClassifier.Load(model.Graph, model.Labels);
        string[] paths = [.. photos.Images.Select(image => image.Path)];
        Console.WriteLine($"{paths.Length} photos of {photos.Folder}, medians of {rounds} rounds, images/s:");
        Console.WriteLine("threads   decode  prepare  network    bound  classifier  of bound");
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            Measure(photos, paths, classifier, threads, rounds);
        }

        Machine.DescribeAfterwards();
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
