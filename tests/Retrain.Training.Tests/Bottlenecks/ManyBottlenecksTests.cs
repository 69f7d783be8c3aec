using System.Diagnostics;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Tests.Bottlenecks;

/// <summary>Runs alone, since the memory of the whole process is measured.</summary>
[CollectionDefinition(nameof(ManyBottlenecksTests), DisableParallelization = true)]
[Collection(nameof(ManyBottlenecksTests))]
public sealed class ManyBottlenecksTests
{
    [Fact]
    public void TheirNumberDoesNotBoundARun()
    {
        using BottleneckMatrix matrix = new(40_000, 1280); // 205 MB
        float[] row = new float[1280];
        long before = WorkingSetBytes();
        for (int i = 0; i < matrix.Count; i++)
        {
            row[0] = i;
            matrix.Write(i, row);
        }

        double sum = 0;
        for (int i = 0; i < matrix.Count; i++)
        {
            sum += matrix.PaddedRow(i)[0];
        }

        sum.ShouldBe(40_000L * 39_999 / 2);
        (WorkingSetBytes() - before).ShouldBeLessThan(50_000_000);
    }

    // The pages of mapped files are included.
    private static long WorkingSetBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
