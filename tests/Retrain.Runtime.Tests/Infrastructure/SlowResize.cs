using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Pillow's resize written down plainly: the whole image, a pass after another, each to 8 bits.</summary>
internal static class SlowResize
{
    /// <returns>[heightPixels, widthPixels, 3].</returns>
    public static float[] Resize(PixelBuffer source, ResizeFilter filter, int widthPixels, int heightPixels)
    {
        int[,,] image = new int[source.HeightPixels, source.WidthPixels, 3];
        for (int y = 0; y < source.HeightPixels; y++)
        {
            for (int x = 0; x < source.WidthPixels; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    image[y, x, c] = source.Row(y)[(x * PixelBuffer.BytesPerPixel) + c];
                }
            }
        }

        int[,,] wide = Pass(image, filter, widthPixels, isWidth: true);
        return [.. Pass(wide, filter, heightPixels, isWidth: false).Cast<int>().Select(level => (float)level)];
    }

    private static int[,,] Pass(int[,,] image, ResizeFilter filter, int sizePixels, bool isWidth)
    {
        int old = image.GetLength(isWidth ? 1 : 0);
        int lines = image.GetLength(isWidth ? 0 : 1);
        int[,,] result = new int[isWidth ? lines : sizePixels, isWidth ? sizePixels : lines, 3];
        for (int i = 0; i < sizePixels; i++)
        {
            double[] weights = Weights(filter, old, sizePixels, i);
            for (int line = 0; line < lines; line++)
            {
                for (int c = 0; c < 3; c++)
                {
                    long sum = 1 << 21;
                    for (int j = 0; j < old; j++)
                    {
                        long weight = (long)Math.Round(weights[j] * (1 << 22), MidpointRounding.AwayFromZero);
                        sum += weight * (isWidth ? image[line, j, c] : image[j, line, c]);
                    }

                    int level = (int)Math.Clamp(sum >> 22, 0, 255);
                    (isWidth ? ref result[line, i, c] : ref result[i, line, c]) = level;
                }
            }
        }

        return result;
    }

    private static double[] Weights(ResizeFilter filter, int oldPixels, int newPixels, int output)
    {
        double[] weights = new double[oldPixels];
        double scale = (double)oldPixels / newPixels;
        if (filter is ResizeFilter.Nearest)
        {
            weights[(int)((output + 0.5) * oldPixels / newPixels)] = 1;
            return weights;
        }

        // A pixel on the edge of the filter is rounded in or out, as Pillow does.
        double radius = Math.Max(1, scale) * FilterKernel.SupportOf(filter);
        double center = (output + 0.5) * scale;
        for (int j = (int)Math.Max(0, center - radius + 0.5); j < (int)Math.Min(oldPixels, center + radius + 0.5); j++)
        {
            weights[j] = Kernel(filter, (j - ((output + 0.5) * scale) + 0.5) * (1 / Math.Max(1, scale)));
        }

        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double Kernel(ResizeFilter filter, double x)
    {
        double distance = Math.Abs(x);
        return filter switch
        {
            ResizeFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
            ResizeFilter.Bilinear => distance < 1 ? 1 - distance : 0,
            ResizeFilter.Hamming => distance < 1 ? Sinc(x) * (0.54 + (0.46 * Math.Cos(Math.PI * x))) : 0,
            ResizeFilter.Bicubic => distance < 1 ? (1.5 * distance * distance * distance) - (2.5 * distance * distance) + 1
                : distance < 2 ? (-0.5 * distance * distance * distance) + (2.5 * distance * distance) - (4 * distance) + 2
                : 0,
            _ => distance < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        };
    }

    private static double Sinc(double x) => x is 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
