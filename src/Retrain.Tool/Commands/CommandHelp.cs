using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Retrain.Tool.Commands;

/// <summary>--help, with examples at its end.</summary>
internal static class CommandHelp
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "dotnet retrain --image_dir ~/flower_photos",
            "dotnet retrain --image_dir photos --output_graph model/flowers.pb --output_labels model/flowers.txt",
            "dotnet retrain --image_dir photos --flip_left_right --random_brightness 20 --seed 7",
            "dotnet retrain --image_dir photos --architecture mobilenet_0.50_224 --model_dir ~/backbones",
            "dotnet retrain label_image --image holiday.jpg",
            "dotnet retrain check --image_dir photos",
            "dotnet retrain init",
        ],
        [LabelImageCommand.Name] =
        [
            "dotnet retrain label_image --image holiday.jpg",
            "dotnet retrain label_image --graph model/flowers.pb --labels model/flowers.txt --image photos/ \"more/*.png\"",
            "dotnet retrain label_image --image holiday.jpg --top_k 1 --json",
        ],
        [ExportCommand.Name] =
        [
            "dotnet retrain export --output flowers_mobile.pb",
            "dotnet retrain export --graph model/flowers.pb --output small.pb --weights 8bit --image photos/",
        ],
        [CheckCommand.Name] =
        [
            "dotnet retrain check --image_dir ~/flower_photos",
            "dotnet retrain check --image_dir photos --top_k 50 --json",
            "dotnet retrain check --image_dir photos --strict",
        ],
        [BackbonesCommand.Name] =
        [
            "dotnet retrain backbones",
            "dotnet retrain backbones --model_dir ~/backbones --json",
        ],
        [EvaluateCommand.Name] =
        [
            "dotnet retrain evaluate --image_dir more_photos",
            "dotnet retrain evaluate --image_dir more_photos --graph new.pb --baseline_graph released.pb --fail_if_worse",
            "dotnet retrain evaluate --image_dir more_photos --minimum_test_accuracy 90 --json",
        ],
        [InspectCommand.Name] =
        [
            "dotnet retrain inspect mobilenet.onnx",
            "dotnet retrain inspect inception.pb --tensor pool_3 mixed_10/join",
            "dotnet retrain inspect model/flowers.pb --json",
        ],
        [InitCommand.Name] =
        [
            "dotnet retrain init",
            "dotnet retrain init src/App/App.csproj --model Flowers --image_dir src/App/photos",
        ],
    };

    public static void Install(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            Command command = parseResult.CommandResult.Command;
            foreach (string example in Examples[command is RootCommand ? "" : command.Name])
            {
                output.WriteLine($"  {example}");
            }

            return exitCode;
        }
    }
}
