using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Tool.Display;
using Retrain.Training.Diagnostics;
using Retrain.Training.Exports;
using Retrain.Training.Files;
using Retrain.Training.GraphRewriting;

namespace Retrain.Tool.Commands;

/// <summary>Writes a trained graph for programs that cannot decode JPEGs in it, or that want it small.</summary>
internal static class ExportCommand
{
    public const string Name = "export";

    private static readonly Dictionary<string, WeightFormat> Formats = new(StringComparer.Ordinal)
    {
        ["float"] = WeightFormat.Float,
        ["half"] = WeightFormat.Half,
        ["8bit"] = WeightFormat.EightBit,
        ["rounded"] = WeightFormat.Rounded,
    };

    public static Command Create()
    {
        Option<string> graph = Flag.Text("--graph", TrainFlags.InTemp("output_graph.pb"), "The trained graph.", "FILE");
        Option<string?> output = Flag.OptionalText("--output", "Where to save the exported graph (required).", "FILE");
        Option<string> inputTensor = Flag.Text("--input_tensor", "input", "Where normalised pixels enter the graph.", "NAME");
        Option<string> outputTensor = Flag.Text("--output_tensor", "final_result", "Where probabilities leave it.", "NAME");
        Option<string> weights = Flag.Choice(
            "--weights", "float", "float, half (16 bits each), 8bit, or rounded (floats that compress well).", "FORMAT", [.. Formats.Keys]);
        Option<string[]> image = new("--image")
        {
            Description = "Images, folders or patterns on which to compare the probabilities before and after (several may follow).",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> json = Flag.Switch("--json", "Print one JSON object.");
        Command command = new(
            Name, "Writes a trained graph for other programs: from normalised pixels to probabilities, without decoding, and smaller if wanted.");
        foreach (Option flag in new Option[] { graph, output, inputTensor, outputTensor, weights, image, json })
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) =>
        {
            string target = result.GetValue(output)
                ?? throw new RetrainException(OptionDiagnostics.MissingFlag(output.Name, "name the file to write"));
            string source = Flag.ExistingFile(graph.Name, result.GetRequiredValue(graph));

            OutputFiles.Prepare([target]);
            ExitCode exitCode = ExitCode.Done;
            string[] arguments = result.GetValue(image) ?? [];
            IReadOnlyList<string> images = arguments.Length > 0 ? ImagePaths.Expand(arguments, Report, cancellationToken) : [];
            GraphExport export = new(
                FrozenGraph.Load(source), result.GetRequiredValue(inputTensor), result.GetRequiredValue(outputTensor),
                Formats[result.GetRequiredValue(weights)]);
            using ExportComparison comparison = export.Compare();
            Compare(comparison, images, Report, cancellationToken);
            ExportSizes sizes = ExportSizes.Measure(source, export.Definition);
            using OutputFiles files = new();
            files.Stage(target, export.Write);
            files.Publish();
            ExportDisplay display = new(target, result.GetRequiredValue(inputTensor), result.GetRequiredValue(outputTensor), export, sizes, comparison);
            display.Show(result.GetValue(json));
            return Task.FromResult((int)exitCode);

            // As in label_image: what cannot be read does not keep the rest from being compared.
            void Report(Diagnostic problem)
            {
                Console.Error.WriteLine(problem);
                exitCode = problem.Severity is Severity.Error ? ExitCode.Failed : exitCode;
            }
        });
        return command;
    }

    private static void Compare(ExportComparison comparison, IReadOnlyList<string> images, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (string image in images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                comparison.Add(image);
            }
            catch (RetrainException exception) when (ImageDiagnostics.IsAboutAnImage(exception.Diagnostic))
            {
                report(exception.Diagnostic);
            }
        }
    }
}
