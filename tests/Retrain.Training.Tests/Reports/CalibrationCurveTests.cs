using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Reports;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Reports;

public sealed class CalibrationCurveTests : IDisposable
{
    private readonly BottleneckMatrix matrix = new(1, 1);

    public void Dispose() => matrix.Dispose();

    [Fact]
    public void SaysOfHowManyImagesAnErrorIs()
    {
        string page = Write(imageCount: 200, sure: 0.85f);

        page.ShouldContain("On average over the 200 test images accuracy and probability differ by <b>15.0 points</b> "
            + "(expected calibration error, 10 bins), and the model is underconfident.");
        page.ShouldContain("Chance alone would give about 2.0 points");
    }

    [Fact]
    public void GivesNoErrorOfFewImages()
    {
        string page = Write(imageCount: 21, sure: 0.9f);

        page.ShouldContain("is not given for fewer than 100 test images: of the 21 there are, chance alone would give about 5.2 points");
        page.ShouldNotContain("<b>");
        page.ShouldNotContain("average difference");
    }

    // All of them are classified correctly.
    private string Write(int imageCount, float sure)
    {
        HtmlWriter html = new();
        CalibrationCurve.Write(html, ReportedTest.Of(
            matrix, [.. Enumerable.Repeat((0, new[] { sure, 1 - sure }), imageCount)], new ErrorPromise(5, 5, 0.8f, 100, 0), null));
        return html.ToString().ReplaceLineEndings(" ");
    }
}
