using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

public sealed class EnlargedPhotoTests(WrittenReport report, SharedBrowser browser) : IClassFixture<WrittenReport>
{
    [Fact]
    public async Task ByMouse()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator tile = opened.Page.Locator("#mistakes [data-image]").First;
        ILocator dialog = opened.Page.Locator("#enlarged");

        await tile.Locator("button.enlarge").ClickAsync();

        (await dialog.Locator("h2").InnerTextAsync()).ShouldBe(await tile.Locator(".file").InnerTextAsync());
        (await dialog.Locator(".top tbody tr").CountAsync()).ShouldBe(2);
        string sure = await dialog.Locator(".top tbody td").First.InnerTextAsync();
        (await tile.Locator(".sure").InnerTextAsync()).ShouldBe($"{sure} sure");
        (await dialog.Locator(".enlarged-verdict").InnerTextAsync()).ShouldMatch("^Label .*, testing set. Mistaken for .*");
        LocatorBoundingBoxResult small = (await tile.Locator("svg").BoundingBoxAsync())!;
        (await dialog.Locator(".stage-photo").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(2 * small.Height);

        await dialog.GetByText("Next").ClickAsync();
        (await dialog.Locator(".place").InnerTextAsync()).ShouldStartWith("2 of ");
        await dialog.Locator(".close").ClickAsync();
        (await dialog.IsVisibleAsync()).ShouldBeFalse();
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ByKeyboard()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator button = opened.Page.Locator("#mistakes button.enlarge").First;
        ILocator name = opened.Page.Locator("#enlarged h2");

        await button.PressAsync("Enter");
        string first = await name.InnerTextAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        (await name.InnerTextAsync()).ShouldNotBe(first);
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        (await name.InnerTextAsync()).ShouldBe(first);
        await opened.Page.Keyboard.PressAsync("Escape");

        (await opened.Page.Locator("#enlarged").IsVisibleAsync()).ShouldBeFalse();
        (await button.EvaluateAsync<bool>("element => element === document.activeElement")).ShouldBeTrue();
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ShowsWhatAMistakeRestsOn()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        int count = await opened.Page.Locator("#mistakes button.enlarge").CountAsync();
        count.ShouldBeGreaterThan(1);
        await opened.Page.Locator("#mistakes button.enlarge").First.ClickAsync();

        for (int i = 0; i < count; i++)
        {
            (await opened.Page.Locator(".heat rect").CountAsync()).ShouldBe(64);
            (await opened.Page.Locator(".heat-text").InnerTextAsync()).ShouldContain("%");
            await opened.Page.Keyboard.PressAsync("ArrowRight");
        }

        ILocator toggle = opened.Page.GetByText("What the prediction rests on");
        await toggle.ClickAsync();
        (await opened.Page.Locator(".heat").IsVisibleAsync()).ShouldBeFalse();
        await toggle.PressAsync("Space");
        (await opened.Page.Locator(".heat").IsVisibleAsync()).ShouldBeTrue();
        (await toggle.GetAttributeAsync("aria-pressed")).ShouldBe("true");
    }

    [Fact]
    public async Task OfTheMap()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);

        await opened.Page.Locator("#points").FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        string text = await opened.Page.Locator("#map-photo p").InnerTextAsync();
        await opened.Page.Keyboard.PressAsync("Enter");

        text.ShouldStartWith(await opened.Page.Locator("#enlarged h2").InnerTextAsync());
        (await opened.Page.Locator(".walk").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task WalksThroughFindingsBesideEachOther()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator group = opened.Page.Locator(".pairs").First;
        int photos = await group.Locator("[data-image]").CountAsync();
        (await group.Locator(".pair").First.Locator("svg.photo:visible").CountAsync()).ShouldBe(2);

        await group.Locator("button.enlarge").First.ClickAsync();

        (await opened.Page.Locator("#enlarged .place").InnerTextAsync()).ShouldBe($"1 of {photos}");
        await opened.Page.Mouse.ClickAsync(5, 5); // beside the window
        (await opened.Page.Locator("#enlarged").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public void HasNoTimeInThePage() => Regex.IsMatch(report.Page, @"took \d|checked in").ShouldBeFalse();
}
