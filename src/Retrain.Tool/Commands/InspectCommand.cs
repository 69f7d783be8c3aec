using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Models;
using Retrain.Tool.Flags;
using Retrain.Training.Backbones;
using Retrain.Training.Inspection;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Shows the parts of a network, and its tensors as a backbone.</summary>
internal sealed class InspectCommand() : ToolCommand(
    "inspect", "Shows a graph's inputs, outputs, ops and size, and the tensor that a new layer would read.")
{
    private readonly Argument<string?> file = new("graph")
    {
        Description = $"A frozen TensorFlow graph (.pb) or an ONNX model (.onnx) {TrainedGraphSearch.Default}.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> inputTensor = Flag.OptionalText(
        "--input_tensor", "Tensor that takes normalised pixels [default: inferred from the graph].", "NAME");
    private readonly Option<InputSize?> inputSize = Flag.Optional(
        "--input_size", FlagTypes.Size, "Size of the images, if the graph does not give it.");
    private readonly Option<string[]> tensors = Flag.Several("--tensor", "Tensors to show the shapes of (several may follow).", "NAME");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => file;

    public override IEnumerable<Option> Flags => [inputTensor, inputSize, tensors, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain inspect mobilenet.onnx",
        "dotnet retrain inspect inception.pb --tensor pool_3 mixed_10/join",
        "dotnet retrain inspect model/flowers.pb --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string path = TrainedGraphSearch.Find(line.GetValue(file), file.Name);
        using FileContent content = FileContent.Read(path);
        NetworkGraph graph = NetworkFile.Parse(content, path);
        GraphInspection inspection = GraphInspection.Of(graph, line.GetValue(inputTensor), line.GetValue(inputSize));
        TensorDescription[] asked = [.. (line.GetValue(tensors) ?? []).Select(tensor => inspection.Describe(graph, tensor))];
        if (line.GetValue(json))
        {
            InspectJson.Print(path, content.Bytes.Length, inspection, asked);
            return;
        }

        InspectText.Print(path, content.Bytes.Length, inspection, asked);
        foreach (Diagnostic problem in inspection.Problems)
        {
            problems.Report(problem with { Severity = Severity.Warning });
        }
    }
}
