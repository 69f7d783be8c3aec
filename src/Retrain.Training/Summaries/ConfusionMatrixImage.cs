using Retrain.Training.Evaluation;
using SkiaSharp;

namespace Retrain.Training.Summaries;

/// <summary>
/// Draws a confusion matrix as a picture with a row per label and a column per prediction. A cell is the darker, the larger its share of
/// the row. There is no text in it, as no font is present on every machine.
/// </summary>
internal static class ConfusionMatrixImage
{
    private const int LargestSidePixels = 1024;
    private const int LargestCellPixels = 32;
    private const int GapPixels = 1;

    private static readonly SKColor Background = new(0xE4, 0xE7, 0xEB);
    private static readonly SKColor Nothing = SKColors.White;
    private static readonly SKColor Right = new(0x1B, 0x5E, 0x9C); // on the diagonal
    private static readonly SKColor Wrong = new(0xB3, 0x3A, 0x1E);

    /// <returns>A PNG file and its side length.</returns>
    public static (byte[] Png, int SidePixels) Draw(ConfusionMatrix matrix)
    {
        int labels = matrix.Labels.Count;
        int cell = Math.Clamp((LargestSidePixels / labels) - GapPixels, 1, LargestCellPixels);
        int gap = cell > 2 ? GapPixels : 0;
        int side = (labels * (cell + gap)) + gap;
        using SKBitmap bitmap = new(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(gap > 0 ? Background : Nothing);
        using SKPaint paint = new() { IsAntialias = false };
        foreach ((int label, int predicted) in gap > 0 ? AllCells(labels) : matrix.Cells)
        {
            double part = matrix[label, predicted] / (double)Math.Max(1, matrix.Total(label));
            paint.Color = Mix(Nothing, label == predicted ? Right : Wrong, part);
            canvas.DrawRect(gap + (predicted * (cell + gap)), gap + (label * (cell + gap)), cell, cell, paint);
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return (png.ToArray(), side);
    }

    private static IEnumerable<(int Label, int Predicted)> AllCells(int labels) =>
        Enumerable.Range(0, labels).SelectMany(label => Enumerable.Range(0, labels).Select(predicted => (label, predicted)));

    // The square root makes a single mistake among many images visible.
    private static SKColor Mix(SKColor from, SKColor to, double part)
    {
        double weight = Math.Sqrt(part);
        byte Channel(byte first, byte second) => (byte)Math.Round(first + ((second - first) * weight));
        return new(Channel(from.Red, to.Red), Channel(from.Green, to.Green), Channel(from.Blue, to.Blue));
    }
}
