using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Micro;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the parts, one by one, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        Option<string> filter = new("--filter")
        {
            Description = "Which to run, for instance \"*Decode*\".",
            HelpName = "PATTERN",
            DefaultValueFactory = _ => "*",
        };
        Command command = new("micro", "Times decoding, resizing, the network, the head, graphs and the cache, each alone.") { filter };
        command.SetAction(result =>
        {
            Machine.Describe();
            IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly)
                .Run(["--filter", result.GetRequiredValue(filter), "--join"], Configuration());
            Machine.DescribeAfterwards();
            return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
        });
        return command;
    }

    // A short job in this process: differences of a tenth show, and all of it takes two minutes instead of half an hour.
    private static ManualConfig Configuration() => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)))
        .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Statistics)
        .AddColumn(new FlopColumn())
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Repository.PathOf("artifacts/benchmarks"));
}
