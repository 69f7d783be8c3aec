using System.Diagnostics;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

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

    [Fact]
    public void AnExampleTakesFourBytes()
    {
        const int Count = 100_000;
        LabeledBottlenecks images = new("/photos", ["roses"], Images(Count), null!);
        long before = GC.GetAllocatedBytesForCurrentThread();

        IReadOnlyList<IReadOnlyList<Example>> training = images.Training;

        ((GC.GetAllocatedBytesForCurrentThread() - before) / Count).ShouldBe(4);
        training[0].ShouldBe(images.Images.Select(Example.Of));
    }

    [Fact]
    public void AMissingBottleneckTakesFourBytes()
    {
        const int Count = 1 << 17;
        MissingBottlenecks missing = new(new BottleneckJobs(Images(Count), 1, (image, _) => new WantedBottleneck(image.Row, null)), null!);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < Count; i++)
        {
            missing.Add(i);
        }

        // And as many while the list grew.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Count).ShouldBeLessThanOrEqualTo(2 * 4);
        missing.WantedCount.ShouldBe(Count);
    }

    [Fact]
    public void AThreadKeepsItsMemoryFromPhotoToPhoto()
    {
        using ExtractionFixture fixture = new(photos: 40) { Threads = 2 };
        long before = GC.GetTotalAllocatedBytes();

        // Long enough for Parallel.ForEach to begin anew several times with its second thread.
        fixture.Compute((_, _) => Thread.Sleep(30));

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(5_000_000);
    }

    private static IReadOnlyList<LabeledImage> Images(int count) =>
        new Category("roses", 0, "/photos/roses", Enumerable.Repeat(new ImageFile("/photos/roses/1.jpg", "1.jpg"), count)).Images;

    // The pages of mapped files are included.
    private static long WorkingSetBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
