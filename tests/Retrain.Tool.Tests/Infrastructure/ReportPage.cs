using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A report in the system's browser.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    private ReportPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and whatever was asked of the network.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<ReportPage> OpenAsync(
        SharedBrowser browser, string path, int widthPixels = 1280, ColorScheme theme = ColorScheme.Light, bool script = true)
    {
        IPage page = await browser.OpenAsync(new()
        {
            ViewportSize = new() { Width = widthPixels, Height = 900 },
            ColorScheme = theme,
            JavaScriptEnabled = script,
        });
        ReportPage opened = new(page);
        string address = new Uri(path).AbsoluteUri;
        page.Console += (_, message) => opened.complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, message) => opened.complaints.Add(message);
        page.Request += (_, request) => opened.complaints.AddRange(
            request.Url == address || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync(address);
        return opened;
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
