using Microsoft.Build.Framework;
using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Backbones;

/// <summary>An Architecture that is built in.</summary>
public sealed class EmbeddedBackboneTests
{
    [Theory]
    [InlineData("efficientnet_lite0_int8", "Flowers.output_graph.onnx")]
    [InlineData("EfficientNet_Lite0_INT8", "Flowers.output_graph.onnx")]
    [InlineData("efficientnet_lite0", "Flowers.output_graph.pb")]
    [InlineData(null, "Flowers.output_graph.pb")]
    public void DecidesTheFormatOfTheGraph(string? architecture, string graph)
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg");
        (string, string)[] metadata =
            [("ImageDir", "photos"), ("Embed", "false"), .. architecture is null ? [] : new[] { ("Architecture", architecture) }];

        (BuildLog log, ITaskItem[] trainings) = items.Model("Flowers", metadata).Read();

        log.Warnings.ShouldBeEmpty();
        string output = File.ReadLines(items.PathOf("obj/Flowers/Flowers.inputs"))
            .Single(line => line.StartsWith("output\toutput_graph\t", StringComparison.Ordinal));
        output.ShouldEndWith($"{Path.DirectorySeparatorChar}{graph}");
        items.Write("obj/Flowers/Flowers.output_labels.txt", "a\nb\n");
        items.WriteClasses(trainings).Sources.Single().ShouldContain($"\"{graph}\"");
    }
}
