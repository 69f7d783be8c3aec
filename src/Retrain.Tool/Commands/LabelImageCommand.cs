using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>retrain.py's companion: names what images show, with a trained graph.</summary>
internal static class LabelImageCommand
{
    public const string Name = "label_image";

    public static Command Create()
    {
        Option<string[]> image = new("--image")
        {
            Description = "Images, folders of images or patterns such as \"photos/**/*.jpg\" (required; several may follow).",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> graph = Flag.Text("--graph", TrainFlags.InTemp("output_graph.pb"), "The trained graph, .pb or .onnx.", "FILE");
        Option<string> labels = Flag.Text("--labels", TrainFlags.InTemp("output_labels.txt"), "Its labels.", "FILE");
        Option<string?> inputLayer = Flag.OptionalText(
            "--input_layer", "Where normalised pixels enter the graph [default: input, else where it takes images].", "NAME");
        Option<string?> outputLayer = Flag.OptionalText(
            "--output_layer", "Where probabilities leave it [default: final_result, or an ONNX model's one output].", "NAME");
        Option<int?> inputHeight = OptionalSize("--input_height", "Height of the network's input");
        Option<int?> inputWidth = OptionalSize("--input_width", "Width of the network's input");
        Option<float?> inputMean = Flag.Mean("--input_mean", "Subtracted from each value in [0, 255] [default: as the graph says, else 128].");
        Option<float?> inputStd = Flag.Std("--input_std", "The difference is divided by it [default: as the graph says, else 128].");
        Option<int> topK = Flag.Integer("--top_k", 5, "Labels to print for each image.", 1);
        Option<bool> json = Flag.Switch("--json", "Print one JSON object per image and line.");

        Command command = new(Name, "Prints the labels of images, most probable first.");
        foreach (Option flag in new Option[] { image, graph, labels, inputLayer, outputLayer, inputHeight, inputWidth, inputMean, inputStd, topK, json })
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) =>
        {
            ImageClassifierOptions options = new()
            {
                InputTensor = result.GetValue(inputLayer),
                OutputTensor = result.GetValue(outputLayer),
                InputHeight = result.GetValue(inputHeight),
                InputWidth = result.GetValue(inputWidth),
                InputMean = result.GetValue(inputMean),
                InputStd = result.GetValue(inputStd),
            };
            ExitCode exitCode = ExitCode.Done;
            IReadOnlyList<string> images = ImagePaths.Expand(result.GetValue(image) ?? [], Report, cancellationToken);
            using ImageClassifier classifier = ImageClassifier.Load(
                Flag.ExistingFile("--graph", result.GetRequiredValue(graph)), Flag.ExistingFile("--labels", result.GetRequiredValue(labels)), options);
            PredictionDisplay display = new(result.GetValue(topK), result.GetValue(json), nameImages: images.Count > 1);
            new ImageLabelling(classifier, display, Report).Run(images, cancellationToken);
            return Task.FromResult((int)exitCode);

            // What cannot be read does not keep the rest from being named, but the exit code tells of it.
            void Report(Diagnostic problem)
            {
                Console.Error.WriteLine(problem);
                exitCode = problem.Severity is Severity.Error ? ExitCode.Failed : exitCode;
            }
        });
        return command;
    }

    private static Option<int?> OptionalSize(string name, string description) =>
        Flag.OptionalInteger(name, $"{description} in pixels [default: as the graph says, else 224].", 1, ImagePreprocessor.LargestSidePixels);
}
