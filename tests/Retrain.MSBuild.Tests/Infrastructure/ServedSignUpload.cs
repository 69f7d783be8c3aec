using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>The sample SignUpload, built and started once, and a browser that looks at its pages.</summary>
public sealed class ServedSignUpload(PackedPackages packages) : IAsyncLifetime
{
    private SampleApps? apps;
    private WebServer? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal string Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        apps = await SampleApps.BuiltAsync(packages, "SignUpload");
        server = await WebServer.StartAsync(apps.PathOf("SignUpload"), "SignUpload", apps.Environment());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        server?.Dispose();
        apps?.Dispose();
    }

    internal static string Image(string name) => Repository.PathOf($"samples/road_signs/images/{name}");

    /// <summary>Opens a page of the app; without a browser the test is skipped.</summary>
    internal async Task<IPage> OpenAsync(int widthPixels = 1280, string path = "/", ColorScheme theme = ColorScheme.Light)
    {
        string chromium = Chromium.RequirePath();
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        bool isPhone = widthPixels < 600;
        IPage page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = widthPixels, Height = 844 },
            IsMobile = isPhone,
            HasTouch = isPhone,
            ColorScheme = theme,
        });

        // Other tests train models at the same time, on however few cores.
        page.SetDefaultTimeout((float)TimeSpan.FromMinutes(2).TotalMilliseconds);
        await page.GotoAsync(Address + path);
        return page;
    }
}
