using System.Diagnostics;
using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

public sealed class ImageResizeTests
{
    private static readonly Normalization GreyLevels = new(0, 1);

    private static readonly ResizeFilter[] PillowFilters =
        [.. Enum.GetValues<ResizeFilter>().Where(filter => filter != ResizeFilter.Legacy)];

    [Fact]
    public void EveryFilterIsThePlainOneToTheBit() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, PillowFilters.Length - 1], Gen.Int[0, 9999])
            .Sample((width, height, newWidth, newHeight, filterIndex, seed) =>
            {
                ResizeFilter filter = PillowFilters[filterIndex];
                using PixelBuffer source = Noise(width, height, seed);
                Preprocessing preprocessing = Preprocessing.Legacy(newHeight, newWidth, GreyLevels) with { Filter = filter };

                float[] actual = Resize(source, preprocessing);

                return actual.AsSpan().SequenceEqual(SlowResize.Resize(source, filter, newWidth, newHeight));
            }, iter: 300);

    [Fact]
    public void CropIsTheMiddleOfTheWhole() =>
        Gen.Select(Gen.Int[2, 60], Gen.Int[2, 60], Gen.Int[1, 30], Gen.Int[0, 6], Gen.Bool, Gen.Bool)
            .Sample((width, height, edge, filterIndex, keepsFractions, isTorchvision) =>
            {
                ResizeFilter filter = (ResizeFilter)filterIndex;
                using PixelBuffer source = Noise(width, height, edge);
                ResizeRule rule = new(ResizeKind.ShorterEdge, edge, edge);
                (long resizedWidth, long resizedHeight) = ImageResize.SizeOf(rule, width, height);
                Preprocessing whole = Preprocessing.Legacy((int)resizedHeight, (int)resizedWidth, GreyLevels) with
                {
                    Filter = filter,
                    KeepsFractions = keepsFractions,
                };
                Preprocessing cropped = Preprocessing.Legacy(edge, edge, GreyLevels) with
                {
                    Filter = filter,
                    KeepsFractions = keepsFractions,
                    Resize = rule,
                    Alignment = isTorchvision ? CropAlignment.Torchvision : CropAlignment.Transformers,
                };

                float[] pixels = Resize(source, whole);
                float[] actual = Resize(source, cropped);

                int left = Start((int)resizedWidth - edge), top = Start((int)resizedHeight - edge);
                return Enumerable.Range(0, edge).All(y => actual.AsSpan(y * edge * 3, edge * 3)
                    .SequenceEqual(pixels.AsSpan((((top + y) * (int)resizedWidth) + left) * 3, edge * 3)));

                int Start(int room) => isTorchvision ? (int)Math.Round(room / 2.0, MidpointRounding.ToEven) : room / 2;
            }, iter: 300);

    [Theory]
    [InlineData(CropAlignment.Transformers, "..112233.")] // ceil(3 / 2) before
    [InlineData(CropAlignment.Torchvision, ".112233..")]
    internal void SmallImageIsPadded(CropAlignment alignment, string expected)
    {
        using PixelBuffer source = new(6, 1);
        byte[] levels = [1, 1, 2, 2, 3, 3];
        levels.SelectMany(level => (byte[])[level, level, level, 0]).ToArray().CopyTo(source.WritableRgba);
        Preprocessing preprocessing = Preprocessing.Legacy(1, 9, GreyLevels) with
        {
            Resize = new(ResizeKind.None, 0, 0),
            Padding = new(7),
            Alignment = alignment,
        };

        float[] actual = Resize(source, preprocessing);

        string.Concat(actual.Chunk(3).Select(rgb => rgb[0] is 7 ? "." : $"{rgb[0]}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(100_000, 1)]
    [InlineData(1, 3_000_000)]
    [InlineData(3_000_000, 1)]
    public void ThinImageTakesLittleMemoryAndTime(int width, int height)
    {
        using PixelBuffer source = new(width, height);
        source.WritableRgba.Fill(200);
        foreach ((ResizeKind kind, ResizeFilter filter) in from kind in Enum.GetValues<ResizeKind>()
                                                           from filter in Enum.GetValues<ResizeFilter>()
                                                           select (kind, filter))
        {
            Preprocessing preprocessing = Preprocessing.Legacy(224, 224, GreyLevels) with { Resize = new(kind, 224, 224), Filter = filter };
            Stopwatch watch = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();

            float[] actual = Resize(source, preprocessing);

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000_000);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));

            // Pillow's weights have 22 bits, of which a share of a millionth keeps few.
            actual[((112 * 224) + 112) * 3].ShouldBe(200, 5f);
        }
    }

    [Fact]
    public void ChannelsAreSwappedAfterTheirOwnMeanAndDeviation()
    {
        using PixelBuffer source = new(1, 1);
        ((byte[])[10, 20, 30, 0]).CopyTo(source.WritableRgba);
        Normalization normalization = new(new ChannelValues(1, 2, 3), new ChannelValues(1, 2, 4));
        Preprocessing preprocessing = Preprocessing.Legacy(1, 1, normalization) with { Order = ChannelOrder.Bgr };
        float[] actual = new float[3];

        new ImagePreprocessor(preprocessing).Prepare(source, actual);

        actual.ShouldBe([27f / 4, 18f / 2, 9f]);
    }

    private static float[] Resize(PixelBuffer source, Preprocessing preprocessing)
    {
        float[] actual = new float[preprocessing.WidthPixels * preprocessing.HeightPixels * 3];
        new ImagePreprocessor(preprocessing).Prepare(source, actual);
        return actual;
    }

    private static PixelBuffer Noise(int width, int height, int seed)
    {
        PixelBuffer pixels = new(width, height);
        new Random(seed).NextBytes(pixels.WritableRgba);
        return pixels;
    }
}
