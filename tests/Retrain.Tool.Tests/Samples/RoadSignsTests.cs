using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Retrain.Tool.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Tool.Tests.Samples;

public sealed class RoadSignsTests(RedrawnRoadSigns redrawn) : IClassFixture<RedrawnRoadSigns>
{
    [Fact]
    public void EachOfSixCategoriesHasEnoughPhotos()
    {
        Dictionary<string, int> photos = new DirectoryInfo(RoadSignsFolder.Images).GetDirectories()
            .ToDictionary(category => category.Name, category => category.GetFiles($"{category.Name}_*.jpg").Length);

        photos.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["no_entry", "pedestrian_crossing", "roundabout", "speed_limit", "stop", "yield"]);
        photos.Values.ShouldAllBe(count => count >= 50);
    }

    [Fact]
    public void TheImagesAreSmallEnoughForARepository()
    {
        long sizeBytes = new DirectoryInfo(RoadSignsFolder.Images).GetFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        sizeBytes.ShouldBeLessThan(3_000_000);
    }

    [Fact]
    public void DrawingAgainGivesTheSamePhotos()
    {
        redrawn.Photos.Count.ShouldBe(12);
        foreach ((string photo, byte[] drawn) in redrawn.Photos)
        {
            using SKBitmap expected = SKBitmap.Decode(Path.Combine(RoadSignsFolder.Images, photo));
            using SKBitmap actual = SKBitmap.Decode(drawn);

            actual.Info.ShouldBe(expected.Info, photo);
            double difference = actual.Bytes.Zip(expected.Bytes, (a, b) => Math.Abs(a - b)).Average();
            difference.ShouldBeLessThan(0.5, photo); // grey levels; another photo is tens away
        }
    }

    [Fact]
    public void DrawingAgainGivesTheSameBytes()
    {
        // Skia picks its code by instruction set: with others, a gradient's or a blur's last bit may be rounded the other way.
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 && Avx2.IsSupported
                && !Avx512F.IsSupported,
            "the photos were drawn on Linux x64 with AVX2 and without AVX-512");

        foreach ((string photo, byte[] drawn) in redrawn.Photos)
        {
            drawn.ShouldBe(File.ReadAllBytes(Path.Combine(RoadSignsFolder.Images, photo)), photo);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    [InlineData("many")]
    public async Task ACountOutOfRangeIsRefused(string count)
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        DrawProgram run = await DrawProgram.RunAsync(TestContext.Current.CancellationToken, "--output", folder, "--count", count);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"--count is {count}; pass a number from 1 to 999.");
        Directory.Exists(folder).ShouldBeFalse();
    }
}
