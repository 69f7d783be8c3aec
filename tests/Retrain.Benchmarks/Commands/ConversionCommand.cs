using System.CommandLine;
using Retrain.Benchmarks.Conversion;
using Retrain.Benchmarks.Measurements;
using Retrain.Runtime.Graphs;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the time and memory that a graph takes before its first photo.</summary>
internal static class ConversionCommand
{
    public static Command Create()
    {
        Option<int> count = BenchmarkOptions.Count("--count", 9, "How often each graph is loaded and converted.");
        Command command = new(
            "conversion", "Loads, converts and opens EfficientNet-Lite0 and a 90 MB Inception: time and peak memory.")
        {
            count,
        };
        command.SetAction(result => Measure(result.GetRequiredValue(count)));
        return command;
    }

    private static void Measure(int count)
    {
        Machine.Describe();
        using TemporaryFolder temporary = new();
        Backbone backbone = EfficientNetLite.Load();
        string efficientNet = Path.Combine(temporary.Path, "efficientnet_lite0.pb");
        using (Stream file = File.Create(efficientNet))
        {
            EfficientNetLite.CopyTo(file);
        }

        string inception = Path.Combine(temporary.Path, "inception.pb");
        WideInception.Write(inception);
        ConversionTimes[] graphs =
        [
            new("EfficientNet-Lite0", efficientNet, backbone.InputTensor, backbone.BottleneckTensor, inputShape: null),
            new("Inception v3, synthetic", inception, "Mul", "pool_3/_reshape", TensorShape.Of(-1, 299, 299, 3)),
        ];
        for (int i = 0; i < count; i++)
        {
            foreach (ConversionTimes graph in graphs)
            {
                graph.Measure();
            }
        }

        foreach (ConversionTimes graph in graphs)
        {
            Console.WriteLine(graph);
        }

        Machine.DescribeAfterwards();
    }
}
