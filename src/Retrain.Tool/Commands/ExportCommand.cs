using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Models;
using Retrain.Tool.Flags;
using Retrain.Tool.Images;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Exports;
using Retrain.Training.Files;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Manifests;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Writes a trained graph for programs that cannot decode JPEGs in a graph, or that need a small one.</summary>
internal sealed class ExportCommand() : ToolCommand(
    "export",
    "Writes a trained graph for other programs: without its image decoding and, if you choose, with smaller weights.")
{
    private static readonly Dictionary<string, WeightFormat> Formats = new(StringComparer.Ordinal)
    {
        ["float"] = WeightFormat.Float,
        ["half"] = WeightFormat.Half,
        ["8bit"] = WeightFormat.EightBit,
        ["rounded"] = WeightFormat.Rounded,
    };

    private readonly Option<string?> graph = TrainedGraphSearch.NewFlag("The trained graph");
    private readonly Option<string?> output = Flag.OptionalText("--output", "Where to save the exported graph (required).", "FILE");
    private readonly Option<string> inputTensor = Flag.WithDefault(
        "--input_tensor", FlagTypes.Text("NAME"), "input", "Tensor that takes normalised pixels.");
    private readonly Option<string> outputTensor = Flag.WithDefault(
        "--output_tensor", FlagTypes.Text("NAME"), OptionsReader.Defaults.Output.FinalTensorName, "Tensor that has the probabilities.");
    private readonly Option<string> weights = Flag.WithDefault(
        "--weights", FlagTypes.Choice("FORMAT", [.. Formats.Keys]), "float",
        "Format of the weights: float, half (16 bits each), 8bit, or rounded (floats that compress well).");
    private readonly Option<string[]> image = Flag.Several(
        "--image", "Images, folders or patterns to compare the probabilities on, before and after (several may follow).", "PATH");
    private readonly Option<bool> novelty = Flag.Switch(
        "--novelty", "Keep the second output, which says how little an image is like those of the training.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override IEnumerable<Option> Flags => [graph, output, inputTensor, outputTensor, weights, novelty, image, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain export --output flowers_mobile.pb",
        "dotnet retrain export --graph model/flowers.pb --output small.pb --weights 8bit --image photos/",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string target = line.GetValue(output)
            ?? throw new RetrainException(OptionDiagnostics.MissingFlag(output.Name, "name the file to write"));
        string source = TrainedGraphSearch.Find(line, graph);
        string manifest = ExportManifest.PathFor(target);
        OutputFiles.Prepare([target, manifest]);
        ExistingManifest.RequireOurs(manifest, output.Name);
        IReadOnlyList<string> images = line.GetValue(image) is { Length: > 0 } paths
            ? ImagePaths.Expand(paths, problems.Report, cancellationToken)
            : [];
        (string input, string probabilities) = (line.GetRequiredValue(inputTensor), line.GetRequiredValue(outputTensor));
        (FrozenGraph trained, Digest digest) = Read(source);
        GraphExport export = new(
            trained, input, probabilities, Formats[line.GetRequiredValue(weights)], line.GetValue(novelty));
        using ExportComparison comparison = export.Compare();
        Compare(comparison, images, problems.Report, cancellationToken);
        ExportSizes sizes = ExportSizes.Measure(source, export.Definition);
        using OutputFiles files = new();
        ExportManifest description = new(source, digest, line.GetRequiredValue(weights), input, probabilities);
        Digest written = files.Stage(target, export.Write);
        files.Stage(manifest, stream => description.Write(stream, written));
        files.Publish();
        ExportedGraph exported = new(target, input, probabilities, export, sizes, comparison);
        if (line.GetValue(json))
        {
            ExportJson.Print(exported);
        }
        else
        {
            ExportText.Print(exported);
        }
    }

    private static (FrozenGraph Graph, Digest Digest) Read(string path)
    {
        using FileContent content = FileContent.Read(path);
        return NetworkFile.Parse(content, path) is FrozenGraph graph
            ? (graph, Digest.Of(content.Bytes))
            : throw new RetrainException(OptionDiagnostics.NotToExport(path));
    }

    // An image that cannot be read does not keep the rest from being compared.
    private static void Compare(
        ExportComparison comparison, IReadOnlyList<string> images, Action<Diagnostic> report, CancellationToken cancellationToken)
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
