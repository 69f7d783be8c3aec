using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A report in the system's browser.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<string> complaints = [];

    private ReportPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and whatever was asked of the network.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<ReportPage> OpenAsync(
        string path, int widthPixels = 1280, ColorScheme theme = ColorScheme.Light, bool script = true)
    {
        string chromium = Chromium.RequirePath();
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = widthPixels, Height = 900 },
            ColorScheme = theme,
            JavaScriptEnabled = script,
        });
        ReportPage opened = new(playwright, browser, page);
        string address = new Uri(path).AbsoluteUri;
        page.Console += (_, message) => opened.complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, message) => opened.complaints.Add(message);
        page.Request += (_, request) => opened.complaints.AddRange(
            request.Url == address || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync(address);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
