using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images.Cmyk;

public sealed class CmykJpegTests
{
    public static TheoryData<bool, string, int, bool> Codings
    {
        get
        {
            TheoryData<bool, string, int, bool> codings = [];
            foreach (bool progressive in (bool[])[false, true])
            {
                foreach (string halved in (string[])["", "12", "012", "123"])
                {
                    foreach (int restartInterval in (int[])[0, 1, 2])
                    {
                        codings.Add(progressive, halved, restartInterval, true);
                        codings.Add(progressive, halved, restartInterval, false);
                    }
                }
            }

            return codings;
        }
    }

    /// <summary>
    /// TensorFlow's formula, jpeg_mem.cc: Adobe stores inks inverted, others do not; either way the quotient is truncated.
    /// </summary>
    [Theory]
    [MemberData(nameof(Codings))]
    public void InksMultiplyAndTruncate(bool progressive, string halved, int restartInterval, bool adobe)
    {
        CmykSample sample = new(progressive, halved, restartInterval, adobe);

        using PixelBuffer pixels = ImageDecoder.Decode(sample.Encode(), "cmyk.jpg");

        for (int i = 0; i < CmykSample.WidthPixels * CmykSample.HeightPixels; i++)
        {
            (int x, int y) = (i % CmykSample.WidthPixels, i / CmykSample.WidthPixels);
            int[] inks = [.. Enumerable.Range(0, 4).Select(ink => (int)sample.LevelAt(ink, x, y))];
            int[] light = adobe ? inks : [.. inks.Select(ink => 255 - ink)];
            byte[] expected = [.. light.Take(3).Select(ink => (byte)(ink * light[3] / 255))];
            pixels.Row(y).Slice(x * 4, 3).ToArray().ShouldBe(expected, $"pixel {i}");
        }
    }
}
