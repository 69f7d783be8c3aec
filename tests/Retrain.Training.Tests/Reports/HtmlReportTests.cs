using System.Text;
using System.Text.RegularExpressions;
using Retrain.Training.Reports;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Reports;

public sealed partial class HtmlReportTests
{
    private const int LargestBytes = 5_000_000;
    private const int MostElements = 20_000;

    [Theory]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(400)]
    [InlineData(1000)]
    [InlineData(2000)]
    public void OfTenThousandImagesIsBelowFiveMegabytesAndTwentyThousandElements(int labelCount)
    {
        using GeneratedRun generated = new(labelCount);
        using MemoryStream page = new();

        HtmlReport.Of(generated.Run, TestContext.Current.CancellationToken).Write(page);

        page.Length.ShouldBeInRange(LargestBytes / 2, LargestBytes);
        Element().Count(Encoding.UTF8.GetString(page.ToArray())).ShouldBeLessThan(MostElements);
    }

    [GeneratedRegex("<[a-z]")]
    private static partial Regex Element();
}
