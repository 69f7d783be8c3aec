using System.CommandLine;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;

namespace Retrain.Tool.Commands;

/// <summary>Lists what --architecture can name.</summary>
internal static class BackbonesCommand
{
    public const string Name = "backbones";

    public static Command Create()
    {
        Option<string> modelDir = Flag.Text("--model_dir", TrainFlags.InTemp("imagenet"), "Folder of the backbones that are not built in.", "DIR");
        Option<bool> json = Flag.Switch("--json", "Print one JSON object per backbone and line.");
        Command command = new(Name, "Lists the backbones that --architecture can name, and whether they are there.");
        command.Add(modelDir);
        command.Add(json);
        command.SetAction(result =>
        {
            IReadOnlyList<ListedBackbone> backbones = BackboneList.In(result.GetRequiredValue(modelDir));
            if (result.GetValue(json))
            {
                foreach (ListedBackbone backbone in backbones)
                {
                    BackboneTable.PrintJson(backbone);
                }
            }
            else
            {
                BackboneTable.Print(backbones);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
