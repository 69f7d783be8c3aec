using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

public sealed partial class ThresholdInBrowserTests(WrittenReport report, SharedBrowser browser) : IClassFixture<WrittenReport>
{
    [Fact]
    public async Task AnArrowKeyBelievesFewerLabels()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator slider = opened.Page.Locator("#threshold");

        await slider.PressAsync("Home");
        (await opened.Page.Locator("#threshold-share").InnerTextAsync()).ShouldBe("100.0%");
        (await CodeAsync(opened)).ShouldBe("new ImageClassifierOptions { ConfidenceThreshold = 0f }");
        int all = await BelievedAsync(opened);
        await slider.PressAsync("ArrowRight");

        (await BelievedAsync(opened)).ShouldBeLessThan(all);
        (await slider.GetAttributeAsync("aria-valuetext"))!.ShouldContain(await opened.Page.Locator("#threshold-error").InnerTextAsync());
        await slider.PressAsync("End");
        (await BelievedAsync(opened)).ShouldBeInRange(0, all / 2);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheMouseMovesTheThresholdAndTheDot()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator slider = opened.Page.Locator("#threshold");
        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;

        await slider.ClickAsync(new() { Position = new() { X = 3, Y = box.Height / 2 } });
        string? left = await opened.Page.Locator("#threshold-dot").GetAttributeAsync("cx");
        await slider.ClickAsync(new() { Position = new() { X = box.Width - 3, Y = box.Height / 2 } });

        string? right = await opened.Page.Locator("#threshold-dot").GetAttributeAsync("cx");
        double.Parse(right!, CultureInfo.InvariantCulture).ShouldBeLessThan(double.Parse(left!, CultureInfo.InvariantCulture));
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheLineForAnAppIsCopied()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        await opened.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await opened.Page.Locator("#threshold").PressAsync("Home");
        await opened.Page.Locator("#threshold-copy").PressAsync("Enter");
        await opened.Page.GetByText("Copied", new() { Exact = true }).WaitForAsync();

        (await opened.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(await CodeAsync(opened));
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhereTheClipboardIsRefusedTheLineIsSelected()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        await opened.Page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }");

        await opened.Page.Locator("#threshold-copy").ClickAsync();
        await opened.Page.Locator("#threshold-copied:not(:empty)").WaitForAsync();

        (await opened.Page.EvaluateAsync<string>("getSelection().toString()")).ShouldBe(await CodeAsync(opened));
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheModelsOwnThresholdIsWhereItBegins()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        string begun = await CodeAsync(opened);
        ILocator reset = opened.Page.Locator("#threshold-reset");
        bool isGiven = await opened.Page.Locator(".own").CountAsync() > 0;

        (await reset.IsVisibleAsync()).ShouldBe(isGiven);
        await opened.Page.Locator("#threshold").PressAsync("End");
        if (isGiven)
        {
            await reset.ClickAsync();
            (await CodeAsync(opened)).ShouldBe(begun);
            (await opened.Page.Locator("#threshold-note").InnerTextAsync()).ShouldContain("own threshold");
        }
    }

    [Fact]
    public async Task AnotherLabelShowsItsCurves()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator list = opened.Page.Locator("#ranked");
        ILocator roc = opened.Page.Locator("#roc");
        string drawn = (await roc.GetAttributeAsync("d"))!;
        string precision = (await opened.Page.Locator("#precision").GetAttributeAsync("d"))!;
        string first = await list.InputValueAsync();

        await list.FocusAsync();
        await list.PressAsync(first == "circles" ? "ArrowDown" : "ArrowUp");
        string other = await list.InputValueAsync();
        other.ShouldNotBe(first);
        (await opened.Page.Locator(".ranked-label").AllInnerTextsAsync()).ShouldBe([other, other]);
        (await roc.GetAttributeAsync("d")).ShouldNotBe(drawn);

        // The script draws what the page came with; a half is rounded down here and up there.
        await list.SelectOptionAsync(first);
        Places((await roc.GetAttributeAsync("d"))!).ShouldBe(Places(drawn), 0.11);
        Places((await opened.Page.Locator("#precision").GetAttributeAsync("d"))!).ShouldBe(Places(precision), 0.11);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task TablesSayTheSameWithoutScript()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath, script: false);

        (await opened.Page.Locator("#threshold-table tbody tr:visible").CountAsync()).ShouldBeGreaterThan(3);
        (await opened.Page.Locator("#ranking-table tbody tr:visible").CountAsync()).ShouldBe(2);
        (await opened.Page.Locator("#threshold:visible, #ranked:visible, #threshold-dot:visible").CountAsync()).ShouldBe(0);
        (await opened.Page.Locator("#more-photos").InnerTextAsync()).ShouldContain("Recall of each label");
    }

    [Fact]
    public async Task TheRunSaysWhatItCost()
    {
        string output = (await WrittenReport.TrainAsync(report.Run)).ShouldSucceed().Output;

        output.ShouldMatch(@"\nWould more photos help: \d+ trainings on parts of the images in \d+\.\d s\.\n");
        report.Page.ShouldNotContain("trainings on parts");
    }

    private static async Task<string> CodeAsync(ReportPage opened) => await opened.Page.Locator("#threshold-code").InnerTextAsync();

    private static async Task<int> BelievedAsync(ReportPage opened) => int.Parse(
        Number().Match(await opened.Page.Locator("#threshold-believed").InnerTextAsync()).Value, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Places(string path) =>
        Place().Matches(path).Select(place => double.Parse(place.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+\.\d")]
    private static partial Regex Place();
}
