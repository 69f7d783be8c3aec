using System.CommandLine;
using Retrain.Runtime;
using Retrain.Tool.Display;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>retrain.py's companion: names what images show, with a trained graph.</summary>
internal static class LabelImageCommand
{
    public const string Name = "label_image";

    public static Command Create()
    {
        Option<string[]> image = new("--image")
        {
            Description = "Images, folders of images or patterns such as \"photos/*.jpg\" (required; several may follow).",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> graph = Flag.Text("--graph", TrainFlags.InTemp("output_graph.pb"), "The trained graph.", "FILE");
        Option<string> labels = Flag.Text("--labels", TrainFlags.InTemp("output_labels.txt"), "Its labels.", "FILE");
        Option<string> inputLayer = Flag.Text("--input_layer", "input", "Where normalised pixels enter the graph.", "NAME");
        Option<string> outputLayer = Flag.Text("--output_layer", "final_result", "Where probabilities leave it.", "NAME");
        Option<int?> inputHeight = OptionalSize("--input_height", "Height of the network's input");
        Option<int?> inputWidth = OptionalSize("--input_width", "Width of the network's input");
        Option<float?> inputMean = Flag.OptionalNumber("--input_mean", "Subtracted from each value in [0, 255] [default: as the graph says, else 128].", -1e6f, 1e6f, "a number");
        Option<float?> inputStd = Flag.OptionalNumber("--input_std", "The difference is divided by it [default: as the graph says, else 128].", float.Epsilon, 1e6f, "a number above 0");
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
                InputTensor = result.GetRequiredValue(inputLayer),
                OutputTensor = result.GetRequiredValue(outputLayer),
                InputHeight = result.GetValue(inputHeight),
                InputWidth = result.GetValue(inputWidth),
                InputMean = result.GetValue(inputMean),
                InputStd = result.GetValue(inputStd),
            };
            IReadOnlyList<string> images = ImagePaths.Expand(result.GetValue(image) ?? []);
            using ImageClassifier classifier = ImageClassifier.Load(
                Existing("--graph", result.GetRequiredValue(graph)), Existing("--labels", result.GetRequiredValue(labels)), options);
            PredictionDisplay display = new(result.GetValue(topK), result.GetValue(json), nameImages: images.Count > 1);
            return Task.FromResult((int)Label(images, classifier, display, cancellationToken));
        });
        return command;
    }

    // An image that cannot be read does not keep the others from being named, but the exit code tells of it.
    private static ExitCode Label(IReadOnlyList<string> images, ImageClassifier classifier, PredictionDisplay display, CancellationToken cancellationToken)
    {
        ExitCode exitCode = ExitCode.Done;
        foreach (string path in images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                display.Show(path, classifier.Classify(path));
            }
            catch (RetrainException exception)
            {
                Console.Error.WriteLine(exception.Diagnostic);
                exitCode = ExitCode.Failed;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(DataDiagnostics.Unreachable(path, exception.Message.TrimEnd('.')));
                exitCode = ExitCode.Failed;
            }
        }

        return exitCode;
    }

    private static Option<int?> OptionalSize(string name, string description) =>
        Flag.OptionalInteger(name, $"{description} in pixels [default: as the graph says, else 224].", 1, 10_000);

    private static string Existing(string flag, string path) =>
        File.Exists(path) ? path : throw new RetrainException(OptionDiagnostics.FileNotFound(flag, path));
}
