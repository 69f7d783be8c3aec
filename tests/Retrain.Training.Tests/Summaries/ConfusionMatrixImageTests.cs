using Retrain.Training.Evaluation;
using Retrain.Training.Images;
using Retrain.Training.Summaries;
using SkiaSharp;

namespace Retrain.Training.Tests.Summaries;

public static class ConfusionMatrixImageTests
{
    private const int CellPixels = 48;
    private const int CellsOfTwoPixels = (2 * (CellPixels + 1)) + 1;

    private static readonly SKColor Ink = new(0x1F, 0x29, 0x33);
    private static readonly SKColor Right = new(0x1B, 0x5E, 0x9C);

    [Fact]
    public static void ShowsLabelsAndNumbers()
    {
        using SKBitmap picture = Draw("roses", "tulips");
        using SKBitmap others = Draw("roses", "daisies");

        // All roses are right: a white number on blue.
        int head = picture.Width - CellsOfTwoPixels;
        Pixels(picture, (head + 1, CellPixels), (head + 1, CellPixels)).Distinct().ShouldBe([Right, SKColors.White], ignoreOrder: true);

        // The names of the rows stand left of the cells, the first one beside the first row.
        (int, int) firstRow = (head + 1, CellPixels);
        (int, int) secondRow = (head + CellPixels + 2, CellPixels);
        Pixels(picture, (0, head), firstRow).Count(color => color == Ink).ShouldBeGreaterThan(100);
        InkOf(picture, secondRow).ShouldNotBe(InkOf(others, (others.Width - CellsOfTwoPixels + CellPixels + 2, CellPixels)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(1000)]
    public static void IsBoundedWhateverTheNumberOfLabels(int count)
    {
        using SKBitmap picture = Draw([.. Enumerable.Range(0, count).Select(label => $"a label with a name that is too long {label}")]);

        picture.Width.ShouldBe(picture.Height);
        picture.Width.ShouldBeInRange(100, 1400);
    }

    [Theory]
    [InlineData("Café", true)]
    [InlineData("Rock'n'Roll (live)", true)]
    [InlineData("玫瑰", false)]
    [InlineData("a\\b", false)]
    [InlineData("DAISY", false)]
    public static void TheTableIsTheKeyToLabelsThatCannotBeDrawn(string label, bool isDrawable)
    {
        ConfusionMatrix matrix = Matrix(label, "daisy");

        ConfusionMatrixImage.Draw(matrix).SidePixels.ShouldBeGreaterThan(99);
        ConfusionMatrixTable.Of(matrix)!.Contains("2 daisy", StringComparison.Ordinal).ShouldBe(!isDrawable);
    }

    [Fact]
    public static void HalfOfACharacterIsNotDrawn() => PixelText.IsDrawable("a" + '\ud800').ShouldBeFalse();

    [Theory]
    [InlineData("Café crème", "CAFE CREME")]
    [InlineData("no-entry_2", "NO-ENTRY_2")]
    [InlineData("玫瑰 1", "1")]
    public static void LettersAreCapitalsWithoutAccents(string label, string expected) => PixelText.Drawable(label).ShouldBe(expected);

    private static SKBitmap Draw(params string[] labels)
    {
        (byte[] png, int side) = ConfusionMatrixImage.Draw(Matrix(labels));
        SKBitmap picture = SKBitmap.Decode(png);
        picture.Width.ShouldBe(side);
        return picture;
    }

    private static ConfusionMatrix Matrix(params string[] labels)
    {
        LabeledImage Image(int label) => new Category(labels[label], label, labels[label], [new ImageFile("1.jpg", "1.jpg")]).Images[0];
        TestedImage Tested(int label, int predicted) => new(Image(label), predicted, labels[predicted], []);
        int last = labels.Length - 1;
        return new ConfusionMatrix(
            labels,
            [.. Enumerable.Range(0, labels.Length).SelectMany(label => Enumerable.Repeat(Tested(label, label), 12)), Tested(last, 0)]);
    }

    private static int InkOf(SKBitmap picture, (int From, int Count) rows) =>
        Pixels(picture, (0, picture.Width - CellsOfTwoPixels), rows).Count(color => color == Ink);

    private static SKColor[] Pixels(SKBitmap picture, (int From, int Count) columns, (int From, int Count) rows) =>
    [
        .. Enumerable.Range(rows.From, rows.Count)
            .SelectMany(y => Enumerable.Range(columns.From, columns.Count).Select(x => picture.GetPixel(x, y))),
    ];
}
