using System.Diagnostics;
using System.Globalization;
using Retrain.Hostile.Processes;
using Retrain.Runtime;
using Retrain.Tool.Commands;

namespace Retrain.Hostile.Mutants;

/// <summary>
/// Tries mutants in a process of its own, so that one which ends the process is found. It prints the number of each before it is tried,
/// and a line "! KIND NUMBER what was seen" for what must not happen.
/// </summary>
internal static class MutantWorker
{
    private const long MemoryBytes = 128L << 20; // What the pixels of a small file may take, above what the process has.

    /// <param name="kind">A kind of <see cref="MutantSeeds"/>.</param>
    /// <param name="range">The mutants to try.</param>
    /// <param name="folder">The folder of a trained model, to which the files of mutants are written.</param>
    public static int Run(string kind, MutantRange range, string folder)
    {
        TextWriter report = Console.Out;
        IReadOnlyList<byte[]> seeds = MutantSeeds.Of(kind);
        using ImageClassifier classifier = ImageClassifier.Load(
            Path.Combine(folder, "output_graph.pb"), Path.Combine(folder, "output_labels.txt"));
        classifier.Classify(DrawnPhotos.Draw(category: 0, seed: 1)); // Memory that every use takes is taken now.
        string graph = Path.Combine(Directory.CreateTempSubdirectory("retrain-mutant-").FullName, $"mutant.{kind}");
        for (int number = range.First; number < range.End; number++)
        {
            Random random = range.RandomOf(number);
            byte[] mutant = Mutation.Apply(seeds[random.Next(seeds.Count)], random);
            report.WriteLine(number);
            report.Flush();
            long before = PeakMemory.Reset();
            string? seen = kind is "pb" or "onnx" ? Inspect(graph, mutant) : Classify(classifier, mutant);
            long grown = PeakMemory.OfThisProcess() - before;
            if (seen is not null)
            {
                report.WriteLine($"! {Breakage.InternalError} {number} {seen.ReplaceLineEndings(" | ")}");
            }

            if (grown > MemoryBytes)
            {
                report.WriteLine($"! {Breakage.Memory} {number} {grown >> 20} MiB");
            }
        }

        Directory.Delete(Path.GetDirectoryName(graph)!, recursive: true);
        return 0;
    }

    private static string? Classify(ImageClassifier classifier, byte[] mutant)
    {
        try
        {
            classifier.Classify(mutant);
            return null;
        }
        catch (RetrainException exception) when (exception.Diagnostic.Code.StartsWith("RT1", StringComparison.Ordinal))
        {
            return null;
        }
#pragma warning disable CA1031 // Do not catch general exception types: any other is what is looked for
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.ToString();
        }
    }

    // The whole of what a stranger's graph meets: reading, converting, shapes, the proposal of a bottleneck.
    private static string? Inspect(string path, byte[] mutant)
    {
        File.WriteAllBytes(path, mutant);
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        Console.SetOut(output);
        Console.SetError(error);
        CommandLine.Run(["inspect", path], CancellationToken.None);
        return error.ToString().Contains("RT9001", StringComparison.Ordinal) ? error.ToString() : null;
    }
}
