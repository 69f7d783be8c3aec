using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Training.Backbones;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Lists the backbones that --architecture knows by name.</summary>
internal sealed class BackbonesCommand() : ToolCommand(
    "backbones", "Lists the backbones that --architecture knows by name, and whether they are present.")
{
    private readonly Option<string> modelDir = Flag.WithDefault(
        "--model_dir", FlagTypes.Text("DIR"), OptionsReader.Defaults.Backbone.ModelDir, "Folder of the backbones that are not built in.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object for each backbone, on one line.");

    public override IEnumerable<Option> Flags => [modelDir, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain backbones",
        "dotnet retrain backbones --model_dir ~/backbones --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedBackbone> backbones = BackboneList.In(line.GetRequiredValue(modelDir));
        if (line.GetValue(json))
        {
            BackbonesJson.Print(backbones);
        }
        else
        {
            BackbonesText.Print(backbones);
        }
    }
}
