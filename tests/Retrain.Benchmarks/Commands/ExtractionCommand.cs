using System.CommandLine;
using Retrain.Benchmarks.Extraction;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;

namespace Retrain.Benchmarks.Commands;

/// <summary>How near the extraction of bottlenecks comes to what its parts allow.</summary>
internal static class ExtractionCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> rounds = BenchmarkOptions.Count("--rounds", 5, "Rounds, in each of which all parts are measured.");
        Command command = new("extraction", "Images a second: decoding, resizing and the network each alone, and the extraction of bottlenecks.") { imageDir, rounds };
        command.SetAction(result => Measure(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(rounds)));
        return command;
    }

    private static void Measure(PhotoSet photos, int rounds)
    {
        Machine.Describe();
        Console.WriteLine($"{photos.Images.Count} photos of {photos.Folder}, images/s:");
        Console.WriteLine("round   decode  prepare  network    bound  extraction  of bound  first image");
        using ExtractionParts parts = new(photos);
        Samples decode = new(), prepare = new(), network = new(), bound = new(), whole = new(), share = new(), first = new();

        // The first round compiles the code and brings the photos into the system's cache.
        for (int round = 0; round <= rounds; round++)
        {
            double decodeRate = parts.Decode();
            double prepareRate = parts.Prepare();
            double networkRate = parts.Network();
            WholeExtraction extraction = WholeExtraction.Run(photos);
            if (round == 0)
            {
                continue;
            }

            double boundRate = 1 / ((1 / decodeRate) + (1 / prepareRate) + (1 / networkRate));
            decode.Add(decodeRate);
            prepare.Add(prepareRate);
            network.Add(networkRate);
            bound.Add(boundRate);
            whole.Add(extraction.ImagesPerSecond);
            share.Add(extraction.ImagesPerSecond / boundRate);
            first.Add(extraction.FirstImage.TotalMilliseconds);
            Print($"{round}", decodeRate, prepareRate, networkRate, boundRate, extraction.ImagesPerSecond, extraction.ImagesPerSecond / boundRate, extraction.FirstImage.TotalMilliseconds);
        }

        Print("median", decode.Median, prepare.Median, network.Median, bound.Median, whole.Median, share.Median, first.Median);
        Console.WriteLine($"load afterwards {Machine.Load}");
    }

    private static void Print(string round, double decode, double prepare, double network, double bound, double whole, double share, double firstMilliseconds) =>
        Console.WriteLine($"{round,-6} {decode,7:F0}  {prepare,7:F0}  {network,7:F1}  {bound,7:F1}  {whole,10:F1}  {100 * share,7:F1}%  {firstMilliseconds,8:F0} ms");
}
