using System.Globalization;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;
using Spectre.Console;

namespace Retrain.Tool.Commands;

/// <summary>Prints backbones as a table.</summary>
internal static class BackbonesText
{
    public static void Print(IEnumerable<ListedBackbone> backbones)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumns("Name", "Input", "Bottleneck", "Size", "State", "Licence", "Source");
        foreach (ListedBackbone backbone in backbones)
        {
            table.AddRow(
                backbone.Name,
                string.Create(CultureInfo.InvariantCulture, $"{backbone.SizePixels} x {backbone.SizePixels}"),
                backbone.BottleneckLength.ToString(CultureInfo.InvariantCulture),
                FileSize.Megabytes(backbone.SizeBytes),
                backbone.State switch
                {
                    BackboneState.BuiltIn => "built in",
                    BackboneState.Other => "another network",
                    _ => BackbonesJson.NameOf(backbone.State),
                },
                backbone.Licence,
                Markup.Escape(VisibleText.Of(backbone.Source?.ToString() ?? "")));
        }

        PlainTable.Print(table);
    }
}
