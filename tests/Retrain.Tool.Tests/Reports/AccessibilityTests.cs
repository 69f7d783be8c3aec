using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

/// <summary>The accessibility checker axe looks at reports.</summary>
public sealed class AccessibilityTests(WrittenReport report, ManyLabelsReport manyLabels, SharedBrowser browser)
    : IClassFixture<WrittenReport>, IClassFixture<ManyLabelsReport>
{
    private const string Violations =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .map(violation => `${violation.id}: ${violation.nodes.map(node => node.html.slice(0, 80)).slice(0, 3)}`)
        """;

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task AxeFindsNothing(int widthPixels, ColorScheme theme)
    {
        string axe = await File.ReadAllTextAsync(NodeModules.RequireAxe(), TestContext.Current.CancellationToken);
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath, widthPixels, theme);
        await opened.Page.EvaluateAsync(axe);

        await opened.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        (await opened.Page.EvaluateAsync<string[]>(Violations)).ShouldBeEmpty();
        await opened.Page.Locator("#mistakes button.enlarge").First.ClickAsync();
        (await opened.Page.EvaluateAsync<string[]>(Violations)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AxeFindsNothingWithManyLabels()
    {
        string axe = await File.ReadAllTextAsync(NodeModules.RequireAxe(), TestContext.Current.CancellationToken);
        await using ReportPage opened = await ReportPage.OpenAsync(browser, manyLabels.PathOf(1000));
        await opened.Page.EvaluateAsync(axe);

        (await opened.Page.EvaluateAsync<string[]>(Violations)).ShouldBeEmpty();
    }
}
