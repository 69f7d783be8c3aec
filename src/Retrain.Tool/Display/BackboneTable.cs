using System.Globalization;
using Retrain.Training.Backbones;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Backbones as a table for people, or as one JSON object per line.</summary>
internal static class BackboneTable
{
    public static void Print(IEnumerable<ListedBackbone> backbones)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumns("Name", "Input", "Bottleneck", "Size", "State", "Licence", "Source");
        foreach (ListedBackbone backbone in backbones)
        {
            table.AddRow(
                backbone.Name, Text($"{backbone.SizePixels} x {backbone.SizePixels}"), Text($"{backbone.BottleneckLength}"),
                FileSize.Megabytes(backbone.SizeBytes), Words(backbone.State), backbone.Licence, Markup.Escape(backbone.Source?.ToString() ?? ""));
        }

        PlainTable.Print(table);
    }

    public static void PrintJson(ListedBackbone backbone) => JsonLine.Print(json =>
    {
        json.WriteString("name", backbone.Name);
        json.WriteNumber("inputPixels", backbone.SizePixels);
        json.WriteNumber("bottleneckLength", backbone.BottleneckLength);
        json.WriteNumber("sizeBytes", backbone.SizeBytes);
        json.WriteString("licence", backbone.Licence);
        json.WriteString("state", JsonName(backbone.State));
        if (backbone.Source is not null)
        {
            json.WriteString("graph", backbone.Path);
            json.WriteString("source", backbone.Source.ToString());
        }
    });

    private static string Words(BackboneState state) => state switch
    {
        BackboneState.BuiltIn => "built in",
        BackboneState.Present => "present",
        _ => "downloadable",
    };

    private static string JsonName(BackboneState state) => state switch
    {
        BackboneState.BuiltIn => "builtIn",
        BackboneState.Present => "present",
        _ => "downloadable",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
