using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;
using Spectre.Console;

namespace Retrain.Tool.Commands;

/// <summary>Prints backbones as a table of 80 columns.</summary>
internal static class BackbonesText
{
    public static void Print(IReadOnlyList<ListedBackbone> backbones)
    {
        PlainGrid grid = new(Justify.Left, Justify.Left, Justify.Right, Justify.Right, Justify.Left);
        grid.Add("Name", "Input", "Bottleneck", "Size", "State");
        foreach (ListedBackbone backbone in backbones)
        {
            grid.Add(
                backbone.Name,
                string.Create(CultureInfo.InvariantCulture, $"{backbone.SizePixels} x {backbone.SizePixels}"),
                backbone.BottleneckLength.ToString(CultureInfo.InvariantCulture),
                FileSize.Megabytes(backbone.SizeBytes),
                backbone.State switch
                {
                    BackboneState.BuiltIn => "built in",
                    BackboneState.Other => "another network",
                    _ => BackbonesJson.NameOf(backbone.State),
                });
        }

        grid.Print();
        OutputLine.Write();
        foreach (IGrouping<string, ListedBackbone> licence in backbones.GroupBy(backbone => backbone.Licence))
        {
            bool isOfAll = licence.Count() == backbones.Count;
            string names = isOfAll ? "all of them" : string.Join(", ", licence.Select(backbone => backbone.Name));
            OutputLine.WriteSentence($"Licence {licence.Key}: {names}.");
        }

        OutputLine.Write("--json adds the path and the address of each.");
    }
}
