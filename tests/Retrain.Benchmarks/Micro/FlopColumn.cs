using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Micro;

/// <summary>The speed of methods marked with <see cref="FlopAttribute"/>, and its share of one core's peak.</summary>
internal sealed class FlopColumn : IColumn
{
    public string Id => nameof(FlopColumn);

    public string ColumnName => "GFLOP/s";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => string.Create(
        CultureInfo.InvariantCulture,
        $"10^9 floating-point operations a second (a core's peak, a loop of fused multiply-adds: {FmaPeak.OneCore:F1})");

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => OperationsOf(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => OperationsOf(benchmarkCase) is null;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (OperationsOf(benchmarkCase) is not double operations || summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "-";
        }

        double speed = operations / statistics.Median;
        return string.Create(CultureInfo.InvariantCulture, $"{speed:F1} ({100 * speed / FmaPeak.OneCore:F0}% of peak)");
    }

    public override string ToString() => ColumnName;

    private static double? OperationsOf(BenchmarkCase benchmark)
    {
        FlopAttribute? flop = benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<FlopAttribute>();
        return flop?.Times is string parameter
            ? flop.Count * Convert.ToDouble(benchmark.Parameters[parameter], CultureInfo.InvariantCulture)
            : flop?.Count;
    }
}
