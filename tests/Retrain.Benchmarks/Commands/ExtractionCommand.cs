using System.CommandLine;
using Retrain.Benchmarks.Extraction;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how near the extraction of bottlenecks comes to the speed that its parts allow.</summary>
internal static class ExtractionCommand
{
    private static readonly Dictionary<string, int> WidthsOfEncoders =
        new(StringComparer.Ordinal) { ["vit_s_32"] = 384, ["vit_b_32"] = 768 };

    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<string> architecture = BenchmarkOptions.Architecture([.. WidthsOfEncoders.Keys]);
        Option<int> rounds = BenchmarkOptions.Count("--rounds", 5, "Rounds, in each of which all parts are measured.");
        Command command = new(
            "extraction", "Images a second: decoding, resizing and the network each alone, and the extraction of bottlenecks.")
        {
            imageDir,
            architecture,
            rounds,
        };
        command.SetAction(result =>
        {
            using TemporaryFolder temporary = new();
            string name = result.GetRequiredValue(architecture);
            Backbone backbone = WidthsOfEncoders.TryGetValue(name, out int width)
                ? RandomHub.Open(temporary.Path, width)
                : BackboneCatalog.Load(new BackboneOptions { Architecture = name }, _ => { }, CancellationToken.None);
            Measure(new PhotoSet(result.GetRequiredValue(imageDir)), backbone, result.GetRequiredValue(rounds));
        });
        return command;
    }

    private static void Measure(PhotoSet photos, Backbone backbone, int rounds)
    {
        Machine.Describe();
        Console.WriteLine($"{photos.Images.Count} photos of {photos.Folder} on {backbone.Name}, images/s:");
        Console.WriteLine("round   decode  prepare  network    bound  extraction  of bound  of network  first image");
        using ExtractionParts parts = new(photos, backbone, Environment.ProcessorCount);
        Samples decode = new(), prepare = new(), network = new(), bound = new(), whole = new(), share = new(), alone = new(), first = new();
        Samples[] columns = [decode, prepare, network, bound, whole, share, alone, first];

        // The first round compiles the code and brings the photos into the system's cache.
        for (int round = 0; round <= rounds; round++)
        {
            PartRates rates = new(parts.Decode(), parts.Prepare(), parts.Network());
            WholeExtraction extraction = WholeExtraction.Run(photos, backbone);
            if (round == 0)
            {
                continue;
            }

            decode.Add(rates.Decode);
            prepare.Add(rates.Prepare);
            network.Add(rates.Network);
            bound.Add(rates.Bound);
            whole.Add(extraction.ImagesPerSecond);
            share.Add(100 * extraction.ImagesPerSecond / rates.Bound);
            alone.Add(100 * extraction.ImagesPerSecond / rates.Network);
            first.Add(extraction.FirstImage.TotalMilliseconds);
            Print($"{round}", [.. columns.Select(column => column.Last)]);
        }

        Print("median", [.. columns.Select(column => column.Median)]);
        Machine.DescribeAfterwards();
    }

    private static void Print(string round, double[] row) => Console.WriteLine(
        $"{round,-6} {row[0],7:F0}  {row[1],7:F0}  {row[2],7:F1}  {row[3],7:F1}  {row[4],10:F1}  {row[5],7:F1}%  {row[6],9:F1}%  "
        + $"{row[7],8:F0} ms");
}
