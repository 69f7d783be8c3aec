using Retrain.Tool.Display;
using Retrain.Training.Backbones;

namespace Retrain.Tool.Commands;

/// <summary>Prints each backbone as a JSON object on one line. Programs read it: names stay, new ones may come.</summary>
internal static class BackbonesJson
{
    public static void Print(IEnumerable<ListedBackbone> backbones)
    {
        foreach (ListedBackbone backbone in backbones)
        {
            JsonLine.Print(json =>
            {
                json.WriteString("name", backbone.Name);
                json.WriteNumber("inputPixels", backbone.SizePixels);
                json.WriteNumber("bottleneckLength", backbone.BottleneckLength);
                json.WriteNumber("sizeBytes", backbone.SizeBytes);
                json.WriteString("licence", backbone.Licence);
                json.WriteString("state", NameOf(backbone.State));
                if (backbone.Source is not null)
                {
                    json.WriteString("graph", backbone.Path);
                    json.WriteString("source", backbone.Source.ToString());
                }
            });
        }
    }

    public static string NameOf(BackboneState state) => state switch
    {
        BackboneState.BuiltIn => "builtIn",
        BackboneState.Present => "present",
        BackboneState.Other => "other",
        _ => "downloadable",
    };
}
