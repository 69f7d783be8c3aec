using System.Globalization;
using Retrain.Training.Evaluation;
using SkiaSharp;

namespace Retrain.Training.Summaries;

/// <summary>
/// Draws a confusion matrix as a picture with a row per label and a column per prediction, with the numbers of images. A cell is the
/// darker, the larger its share of the row. Of more labels than <see cref="ConfusionMatrixTable"/> takes there is no text.
/// </summary>
internal static class ConfusionMatrixImage
{
    private const string Title = "ROWS: LABEL, COLUMNS: PREDICTED";
    private const int LargestSidePixels = 1024; // of the cells
    private const int LargestCellPixels = 48;
    private const int GapPixels = 1;
    private const int MarginPixels = 4;
    private const int LongestLabel = 20;
    private const int CellOfLargeText = 20;
    private const double DarkShare = 0.3; // from here on, text is white

    private static readonly SKColor Background = new(0xE4, 0xE7, 0xEB);
    private static readonly SKColor Nothing = SKColors.White;
    private static readonly SKColor Right = new(0x1B, 0x5E, 0x9C); // on the diagonal
    private static readonly SKColor Wrong = new(0xB3, 0x3A, 0x1E);
    private static readonly SKColor Ink = new(0x1F, 0x29, 0x33);

    /// <returns>A PNG file and its side length.</returns>
    public static (byte[] Png, int SidePixels) Draw(ConfusionMatrix matrix)
    {
        int labels = matrix.Labels.Count;
        int cell = Math.Clamp((LargestSidePixels / labels) - GapPixels, 1, LargestCellPixels);
        int gap = cell > 2 ? GapPixels : 0;
        bool hasText = labels <= ConfusionMatrixTable.MostLabels;
        bool hasNumbers = HasNumbers(matrix.Labels);
        string[] names = hasText ? [.. matrix.Labels.Select((label, index) => Name(label, hasNumbers ? index + 1 : null))] : [];
        int scale = cell >= CellOfLargeText ? 2 : 1;
        int cells = (labels * (cell + gap)) + gap;
        int head = hasText ? HeadPixels(names, scale, cells) : 0;
        using SKBitmap bitmap = new(head + cells, head + cells, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(gap > 0 ? Background : Nothing);
        using SKPaint paint = new() { IsAntialias = false };
        foreach ((int label, int predicted) in gap > 0 ? AllCells(labels) : matrix.Cells)
        {
            double part = Share(matrix, label, predicted);
            paint.Color = Mix(Nothing, label == predicted ? Right : Wrong, part);
            canvas.DrawRect(Start(predicted), Start(label), cell, cell, paint);
        }

        if (hasText)
        {
            DrawCounts(canvas, matrix, Start, cell, paint);
            paint.Color = Ink;
            PixelText.Draw(canvas, Title, (MarginPixels, MarginPixels), 1, paint);
            for (int label = 0; label < labels; label++)
            {
                // Row and column are written to their right end, beside the cells; a column's text runs upwards.
                int along = head - MarginPixels - PixelText.Width(names[label].Length, scale);
                int across = Start(label) + ((cell - (PixelText.HeightPixels * scale)) / 2);
                PixelText.Draw(canvas, names[label], (along, across), scale, paint);
                using SKAutoCanvasRestore turned = new(canvas);
                canvas.RotateDegrees(-90);
                PixelText.Draw(canvas, names[label], (MarginPixels - head, across), scale, paint);
            }
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return (png.ToArray(), head + cells);

        int Start(int index) => head + gap + (index * (cell + gap));
    }

    /// <summary>Whether the labels are numbered, as one cannot be drawn or looks like another; the table is then the key.</summary>
    public static bool HasNumbers(IReadOnlyList<string> labels) =>
        !labels.All(PixelText.IsDrawable) || labels.Select(Drawable).Distinct(StringComparer.Ordinal).Count() < labels.Count;

    private static string Name(string label, int? number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {Drawable(label)}").Trim();

    private static string Drawable(string label)
    {
        string drawable = PixelText.Drawable(label);
        return drawable.Length > LongestLabel ? drawable[..LongestLabel].TrimEnd() : drawable;
    }

    // The title stands above the names of the columns, and is not cut off where there are few labels.
    private static int HeadPixels(string[] names, int scale, int cells)
    {
        int longest = PixelText.Width(names.Max(name => name.Length), scale);
        int title = PixelText.Width(Title.Length, 1) + (2 * MarginPixels) - cells;
        return Math.Max(title, longest + (3 * MarginPixels) + PixelText.HeightPixels);
    }

    private static void DrawCounts(SKCanvas canvas, ConfusionMatrix matrix, Func<int, int> start, int cell, SKPaint paint)
    {
        int digits = Text(matrix.Cells.Select(at => matrix[at.Label, at.Predicted]).DefaultIfEmpty().Max()).Length;
        int scale = cell > PixelText.Width(digits, 2) ? 2 : 1;
        foreach ((int label, int predicted) in matrix.Cells)
        {
            string count = Text(matrix[label, predicted]);
            int width = PixelText.Width(count.Length, scale);
            if (width < cell)
            {
                paint.Color = Share(matrix, label, predicted) >= DarkShare ? SKColors.White : Ink;
                (int x, int y) = (start(predicted) + ((cell - width) / 2), start(label) + ((cell - (PixelText.HeightPixels * scale)) / 2));
                PixelText.Draw(canvas, count, (x, y), scale, paint);
            }
        }
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(int Label, int Predicted)> AllCells(int labels) =>
        Enumerable.Range(0, labels).SelectMany(label => Enumerable.Range(0, labels).Select(predicted => (label, predicted)));

    private static double Share(ConfusionMatrix matrix, int label, int predicted) =>
        matrix[label, predicted] / (double)Math.Max(1, matrix.Total(label));

    // The square root makes a single mistake among many images visible.
    private static SKColor Mix(SKColor from, SKColor to, double part)
    {
        double weight = Math.Sqrt(part);
        byte Channel(byte first, byte second) => (byte)Math.Round(first + ((second - first) * weight));
        return new(Channel(from.Red, to.Red), Channel(from.Green, to.Green), Channel(from.Blue, to.Blue));
    }
}
