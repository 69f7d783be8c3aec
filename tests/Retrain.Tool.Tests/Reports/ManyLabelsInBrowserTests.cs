using System.Globalization;
using Microsoft.Playwright;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

public sealed class ManyLabelsInBrowserTests(ManyLabelsReport reports, SharedBrowser browser) : IClassFixture<ManyLabelsReport>
{
    private const int MostElements = 20_000;

    [Theory]
    [InlineData(60, 390)]
    [InlineData(60, 1280)]
    [InlineData(1000, 390)]
    [InlineData(2000, 1280)]
    public async Task FitTheScreenWithFewElements(int labelCount, int widthPixels)
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(labelCount), widthPixels);

        (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(widthPixels);
        (await opened.Page.EvaluateAsync<int>("document.querySelectorAll('*').length")).ShouldBeLessThan(MostElements);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ATableIsSearchedAndItsPagesAreTurned()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(1000));
        ILocator rows = opened.Page.Locator("#images tbody tr");
        ILocator controls = opened.Page.Locator(".controls", new() { Has = opened.Page.Locator("#images-search") });
        (await rows.CountAsync()).ShouldBe(100);

        await controls.GetByText("Next").ClickAsync();
        (await rows.First.InnerTextAsync()).ShouldStartWith("100 is a label of some length");
        await controls.GetByText("Next").PressAsync("Enter");
        (await controls.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("201 to 300 of 1000");

        await opened.Page.FocusAsync("#images-search");
        await opened.Page.Keyboard.TypeAsync("99 IS");
        (await rows.CountAsync()).ShouldBe(10); // 99, 199 to 999
        (await controls.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("10 of 1000");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ATableIsSortedByAnyColumn()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(1000));
        ILocator head = opened.Page.Locator("#scores thead th", new() { HasText = "Recall" }).First;
        async Task<double[]> RecallsAsync() =>
        [
            .. (await opened.Page.Locator("#scores tbody tr td:nth-child(4)").AllInnerTextsAsync())
                .Where(text => text != "–").Select(text => double.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture)),
        ];

        await head.Locator("button").ClickAsync();
        (await head.GetAttributeAsync("aria-sort")).ShouldBe("ascending");
        double[] ascending = await RecallsAsync();
        ascending.ShouldBe(ascending.Order());
        ascending[0].ShouldBe(0);

        await head.Locator("button").PressAsync("Enter");
        (await head.GetAttributeAsync("aria-sort")).ShouldBe("descending");
        (await RecallsAsync())[0].ShouldBe(100);
        (await opened.Page.Locator("#scores thead th[aria-sort]").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task AConfusedPairLeadsToItsPhotos()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(60));

        ILocator pair = opened.Page.Locator("#pairs tbody a").Nth(3);
        await pair.ClickAsync();

        string cell = (await pair.GetAttributeAsync("href"))!;
        (await opened.Page.Locator("details.cell:visible").CountAsync()).ShouldBe(1);
        (await opened.Page.Locator($"{cell} svg.photo:visible").CountAsync())
            .ShouldBe(int.Parse(await pair.InnerTextAsync(), CultureInfo.InvariantCulture));
        (await pair.GetAttributeAsync("aria-current")).ShouldBe("true");
    }

    [Fact]
    public async Task ExamplesAreFoldedUp()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(60));
        ILocator photos = opened.Page.Locator(".examples .photo:visible");
        (await photos.CountAsync()).ShouldBe(0);

        await opened.Page.Locator(".examples > summary").PressAsync("Enter");

        (await photos.CountAsync()).ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task APrintedTableHasItsHeadingsOnEveryPageAndNothingToPress()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(60));
        ILocator button = opened.Page.Locator("#pairs thead button").First;
        (await opened.Page.Locator(".controls:visible").CountAsync()).ShouldBeGreaterThan(0);

        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (await opened.Page.Locator(".controls:visible").CountAsync()).ShouldBe(0);

        // A button with a box of its own is left out of a heading that is repeated on the next page.
        (await button.EvaluateAsync<string>("element => getComputedStyle(element).display")).ShouldBe("contents");
        (await button.EvaluateAsync<string>("element => getComputedStyle(element, '::after').content")).ShouldBe("none");
    }

    [Fact]
    public async Task AMatrixIsOnOnePageOfPaper()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, reports.PathOf(30), widthPixels: 718); // A4 between margins

        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });

        ILocator matrix = opened.Page.Locator(".of-matrix");
        (await matrix.EvaluateAsync<string>("element => getComputedStyle(element).breakInside")).ShouldBe("avoid");
        LocatorBoundingBoxResult box = (await opened.Page.Locator(".confusion").BoundingBoxAsync())!;
        (box.X + box.Width).ShouldBeLessThanOrEqualTo(718);
        box.Height.ShouldBeLessThanOrEqualTo(1040);
    }
}
