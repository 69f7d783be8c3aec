using Retrain.Runtime.Diagnostics;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public static class MissingBottlenecksTests
{
    private const int OfEach = 3;

    [Fact]
    public static void OfAnImageOnlyWhatIsLackingIsWanted()
    {
        LabeledImage[] images = Images(3);
        MissingBottlenecks missing = Missing(images, out BottleneckJobs jobs);
        missing.Add(0);
        missing.Add(2, jobs[2] with { Wanted = [.. jobs[2].Wanted.Skip(1).Take(1)] });

        missing.WantedCount.ShouldBe(OfEach + 1);
        missing.Select(job => (job.Image, string.Join(' ', job.Wanted.Select(wanted => wanted.Row))))
            .ShouldBe([(images[0], "0 1 2"), (images[2], "7")]);
    }

    [Fact]
    public static void NothingIsWantedOfAnUnreadableImage()
    {
        LabeledImage[] images = Images(3);
        MissingBottlenecks missing = Missing(images, out BottleneckJobs jobs);
        missing.Add(0, jobs[0] with { Wanted = [jobs[0].Wanted[0]] });
        missing.Add(1);
        missing.Add(2);
        images[0].Problem = new Diagnostic(Severity.Error, "RT9999", null, "unreadable");
        images[2].Problem = images[0].Problem;

        missing.RemoveUnreadable();

        (missing.Count, missing.WantedCount).ShouldBe((1, OfEach));
        missing.Select(job => job.Image).ShouldBe([images[1]]);
    }

    private static LabeledImage[] Images(int count)
    {
        IEnumerable<ImageFile> files = Enumerable.Range(0, count).Select(i => new ImageFile($"/photos/{i}.jpg", $"{i}.jpg"));
        LabeledImage[] images = [.. new Category("roses", 0, "/photos", files).Images];
        foreach ((int row, LabeledImage image) in images.Index())
        {
            image.Row = row;
            image.Content = ImageContent.Of([(byte)row]);
        }

        return images;
    }

    private static MissingBottlenecks Missing(LabeledImage[] images, out BottleneckJobs jobs)
    {
        jobs = new BottleneckJobs(images, OfEach, (image, variant) => new WantedBottleneck((image.Row * OfEach) + variant, null));
        return new MissingBottlenecks(jobs, new BottleneckKeys(AverageColor.Load(), 1_000_000));
    }
}
