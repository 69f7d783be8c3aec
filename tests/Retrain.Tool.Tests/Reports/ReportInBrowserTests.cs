using System.Globalization;
using Microsoft.Playwright;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

public sealed class ReportInBrowserTests(WrittenReport report, SharedBrowser browser) : IClassFixture<WrittenReport>
{
    private const double LeastContrast = 4.5; // WCAG 2.2, 1.4.3

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task FitsTheScreenAndIsReadable(int widthPixels, ColorScheme theme)
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath, widthPixels, theme);

        (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(widthPixels);
        await opened.Page.ClickAsync("#all-cells");
        (await opened.Page.EvaluateAsync<string[]>(Contrasts, LeastContrast)).ShouldBeEmpty();
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task ANumberOfTheMatrixShowsItsPhotos()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        IReadOnlyList<ILocator> numbers = await opened.Page.Locator(".confusion td a").AllAsync();
        numbers.Count.ShouldBeGreaterThan(2);

        foreach (ILocator number in numbers)
        {
            await number.ClickAsync();

            string cell = (await number.GetAttributeAsync("href"))!;
            int count = int.Parse(await number.InnerTextAsync(), CultureInfo.InvariantCulture);
            (await opened.Page.Locator("details.cell:visible").CountAsync()).ShouldBe(1);
            (await opened.Page.Locator($"{cell} li svg.photo:visible").CountAsync()).ShouldBe(count);
            (await number.GetAttributeAsync("aria-current")).ShouldNotBeNull();
        }

        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task IsUsedWithoutAMouse()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);

        ILocator wrong = opened.Page.Locator(".confusion td.wrong a").Last;
        await wrong.FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.Page.WaitForFunctionAsync( // A browser moves the focus after the key.
            "href => '#' + document.activeElement.parentElement.id === href", await wrong.GetAttributeAsync("href"));

        await opened.Page.Locator("#points").FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        string first = await opened.Page.Locator("#map-photo").InnerTextAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        (await opened.Page.Locator("#map-photo").InnerTextAsync()).ShouldNotBe(first);
        (await opened.Page.Locator("#map-photo svg.photo").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(50);
        await opened.Page.Locator("#map-key button").First.PressAsync("Space");
        (await opened.Page.Locator("#points g.dim").CountAsync()).ShouldBeGreaterThan(0);
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task PointingAtTheMapShowsThePhoto()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);

        ILocator point = opened.Page.Locator("#points g").First;
        await point.HoverAsync();

        string shown = await opened.Page.Locator("#map-photo p").InnerTextAsync();
        shown.ShouldBe(await opened.Page.Locator("#points g.chosen title").TextContentAsync());
    }

    [Fact]
    public async Task SaysEverythingWithoutScript()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath, script: false);

        int cells = await opened.Page.Locator(".confusion td a").CountAsync();
        (await opened.Page.Locator("details.cell:visible").CountAsync()).ShouldBe(cells);
        (await opened.Page.Locator(".script:visible").CountAsync()).ShouldBe(0);
        (await opened.Page.Locator("#points g title").CountAsync()).ShouldBe(81);
    }

    // Of every text on the first background that is not transparent, as WCAG defines it; what is too weak is returned.
    private const string Contrasts =
        """
        least => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = color => {
            const [r, g, b] =
                color.map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const weak = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || element.matches('script, title') || !element.checkVisibility()) {
              continue;
            }
            let ground = element;
            while (ground.parentElement && rgba(getComputedStyle(ground).backgroundColor)[3] === 0) {
              ground = ground.parentElement;
            }
            const style = getComputedStyle(element);
            const text = luminance(rgba(element.closest('svg') ? style.fill : style.color));
            const back = luminance(rgba(getComputedStyle(ground).backgroundColor));
            const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
            if (ratio < least) {
              weak.push(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 80)}`);
            }
          }
          return weak;
        }
        """;
}
