using System.CommandLine;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Models;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;
using Retrain.Training.Inspection;

namespace Retrain.Tool.Commands;

/// <summary>Tells what a network is made of, and how it would serve as a backbone.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    public static Command Create()
    {
        Argument<string> file = new("graph")
        {
            Description = "A frozen TensorFlow graph (.pb) or an ONNX model (.onnx).",
            DefaultValueFactory = _ => TrainFlags.InTemp("output_graph.pb"),
        };
        Option<string?> inputTensor = Flag.OptionalText(
            "--input_tensor", "Where normalised pixels enter the graph [default: as the graph shows].", "NAME");
        Option<InputSize?> inputSize = Flag.OptionalSize(
            "--input_size", "Size of the images, where the graph leaves it open.");
        Option<string[]> tensors = new("--tensor")
        {
            Description = "Tensors to tell the shapes of (several may follow).",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> json = Flag.Switch("--json", "Print one JSON object.");
        Command command = new(Name, "Tells a graph's inputs, outputs, ops and sizes, and which tensor a new head would read.");
        command.Add(file);
        foreach (Option flag in new Option[] { inputTensor, inputSize, tensors, json })
        {
            command.Add(flag);
        }

        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            using FileContent content = FileContent.Read(path);
            NetworkGraph graph = NetworkFile.Parse(content.Bytes, path);
            int sizeBytes = content.Bytes.Length;
            GraphInspection inspection = GraphInspection.Of(graph, result.GetValue(inputTensor), result.GetValue(inputSize));
            TensorDescription[] asked = [.. (result.GetValue(tensors) ?? []).Select(tensor => inspection.Describe(graph, tensor))];
            if (result.GetValue(json))
            {
                InspectionDisplay.PrintJson(path, sizeBytes, inspection, asked);
            }
            else
            {
                InspectionDisplay.Show(path, sizeBytes, inspection, asked);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
