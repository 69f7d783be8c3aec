using Retrain.Training.Evaluation;
using Retrain.Training.Images;
using Retrain.Training.Summaries;
using SkiaSharp;

namespace Retrain.Training.Tests.Summaries;

public static class ConfusionMatrixImageTests
{
    private static readonly SKColor Ink = new(0x1F, 0x29, 0x33);

    [Fact]
    public static void ShowsLabelsAndNumbers()
    {
        using SKBitmap picture = Draw("roses", "tulips");
        using SKBitmap others = Draw("roses", "daisies");

        // Of two cells, which lie at the lower right, the darker ones have white numbers.
        int cells = picture.Width - 99;
        Pixels(picture, cells).ShouldContain(SKColors.White);
        Pixels(picture, 0, cells).Count(color => color == Ink).ShouldBeGreaterThan(200);
        Pixels(picture, cells).ShouldBe(Pixels(others, others.Width - 99));
        Pixels(picture, 0, cells).ShouldNotBe(Pixels(others, 0, others.Width - 99));
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
    [InlineData("a\ud800", false)]
    [InlineData("DAISY", false)]
    public static void TheTableIsTheKeyToLabelsThatCannotBeDrawn(string label, bool isDrawable)
    {
        ConfusionMatrix matrix = Matrix(label, "daisy");

        ConfusionMatrixImage.Draw(matrix).SidePixels.ShouldBeGreaterThan(99);
        ConfusionMatrixTable.Of(matrix)!.Contains("2 daisy", StringComparison.Ordinal).ShouldBe(!isDrawable);
    }

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
        TestedImage Tested(int label, int predicted) => new(
            new Category(labels[label], label, labels[label], [new ImageFile("1.jpg", "1.jpg")]).Images[0], predicted, labels[predicted], []);
        int last = labels.Length - 1;
        return new ConfusionMatrix(
            labels,
            [.. Enumerable.Range(0, labels.Length).SelectMany(label => Enumerable.Repeat(Tested(label, label), 12)), Tested(last, 0)]);
    }

    private static SKColor[] Pixels(SKBitmap picture, int from, int? to = null)
    {
        int[] side = [.. Enumerable.Range(from, (to ?? picture.Width) - from)];
        return [.. side.SelectMany(y => side.Select(x => picture.GetPixel(x, y)))];
    }
}
