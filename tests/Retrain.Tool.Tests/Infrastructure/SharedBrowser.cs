using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Retrain.Tool.Tests.Infrastructure.SharedBrowser))]

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// The system's browser, started once per run for all tests that look at pages: each opens a page of its own, which shares no cookie, cache
/// or setting with the others.
/// </summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(StartAsync);

    /// <summary>Opens an empty page; without a browser the test is skipped.</summary>
    public async Task<IPage> OpenAsync(BrowserNewPageOptions? options = null)
    {
        Chromium.RequirePath();
        IPage page = await (await started.Value).Browser.NewPageAsync(options);

        // Other tests train models at the same time, on however few cores.
        page.SetDefaultTimeout((float)TimeSpan.FromMinutes(3).TotalMilliseconds);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            (IPlaywright playwright, IBrowser browser) = await started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium.RequirePath(), Args = ["--no-sandbox"] }));
    }
}
