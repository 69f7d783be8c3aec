using System.CommandLine;
using System.Diagnostics;
using Retrain.Benchmarks.DataChecks;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Training.DataChecks;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures whether the check finds the problems of photos, and how long it takes for many.</summary>
internal static class DataCheckCommand
{
    private const int SyntheticLabels = 100;

    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> seeds = BenchmarkOptions.Count("--seeds", 3, "Planted sets.");
        Option<int?> count = new("--count") { Description = "Synthetic images to time instead.", HelpName = "N" };
        Command command = new(
            "data-check",
            "Plants 5% wrong labels and 50 near duplicates in a copy of the photos and says which are found; "
            + "or times many synthetic images.")
        {
            imageDir,
            seeds,
            count,
        };
        command.SetAction((result, cancellationToken) =>
        {
            Machine.Describe();
            if (result.GetValue(count) is int images)
            {
                MeasureTime(images, cancellationToken);
            }
            else
            {
                MeasureFindings(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(seeds), cancellationToken);
            }

            return Task.CompletedTask;
        });
        return command;
    }

    private static void MeasureFindings(PhotoSet photos, int seeds, CancellationToken cancellationToken)
    {
        using TemporaryFolder temporary = new();
        RetrainOptions options = photos.OptionsIn(temporary);
        DataCheckResult original = Check(options, "the photos as they are", cancellationToken);
        foreach (Finding finding in original.Of(FindingKind.NearDuplicate).Concat(original.Of(FindingKind.ConflictingLabel)))
        {
            Console.WriteLine($"  {finding.Diagnostic}");
        }

        for (int seed = 1; seed <= seeds; seed++)
        {
            using TemporaryFolder copy = new();
            PlantedSet planted = PlantedSet.Write(photos, copy.Path, (ulong)seed);
            DataCheckResult result = Check(
                options with { Data = new() { ImageDir = copy.Path }, Seed = seed }, $"seed {seed}", cancellationToken);
            Console.WriteLine(CheckScore.WrongLabels(planted, result));
            foreach (string line in CheckScore.NearDuplicates(planted, result))
            {
                Console.WriteLine(line);
            }
        }
    }

    private static DataCheckResult Check(RetrainOptions options, string name, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        DataCheckResult result = new DataCheck(options, _ => { }).Run(cancellationToken);
        Console.WriteLine($"{name}: {result.ImageCount} images in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s; "
            + string.Join(", ", result.Findings.GroupBy(finding => finding.Kind).Select(kind => $"{kind.Key} {kind.Count()}")));
        return result;
    }

    private static void MeasureTime(int count, CancellationToken cancellationToken)
    {
        using SyntheticImages synthetic = new(count, SyntheticLabels, seed: 1);
        long started = Stopwatch.GetTimestamp();
        DataCheck.ReportQuickly(synthetic.Images, isReported: false, _ => { });
        Console.WriteLine(
            $"{count} synthetic images: what every training looks for took {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
        started = Stopwatch.GetTimestamp();
        TimeSpan processorTime = Environment.CpuUsage.TotalTime;
        IReadOnlyList<Finding> findings = DataCheck.Findings(
            synthetic.Images, synthetic.Fingerprints, seed: 0, Environment.ProcessorCount, cancellationToken);
        Console.WriteLine($"{count} synthetic images, {SyntheticLabels} labels: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, "
            + $"processor {(Environment.CpuUsage.TotalTime - processorTime).TotalSeconds:F1} s, "
            + $"peak memory {PeakMemory.OfThisProcess() / 1e6:F0} MB, "
            + $"{findings.Count(finding => finding.Kind is FindingKind.NearDuplicate)} "
            + $"of {count / SyntheticImages.CopyInterval} copies found");
        foreach (IGrouping<FindingKind, Finding> kind in findings.GroupBy(finding => finding.Kind))
        {
            Console.WriteLine($"  {kind.Key} {kind.Count()}");
        }

        Machine.DescribeAfterwards();
    }
}
