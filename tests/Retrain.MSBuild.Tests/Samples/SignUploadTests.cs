using System.Diagnostics;
using Microsoft.Playwright;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

public sealed class SignUploadTests(PackedPackages packages)
{
    [Fact]
    public async Task ShowsTheLabelAndBarsOfADroppedPhoto()
    {
        string chromium = Chromium.RequirePath();
        using SampleApps apps = await SampleApps.BuiltAsync(packages, "SignUpload");
        using WebServer server = await WebServer.StartAsync(apps.PathOf("SignUpload"), "SignUpload", apps.Environment());
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync();
        List<string> consoleErrors = [];
        page.Console += (_, message) => consoleErrors.AddRange(message.Type == "error" ? [message.Text] : []);
        await page.GotoAsync(server.Address);

        await DropAsync(page, apps.PathOf("road_signs/images/stop/stop_001.jpg"));

        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Stop (");
        (await page.Locator("#scores tr").CountAsync()).ShouldBe(6);
        double[] widths = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('.bar')].map(bar => bar.getBoundingClientRect().width)");
        widths.ShouldBe(widths.OrderDescending());
        widths[0].ShouldBeGreaterThan(widths[1]);
        consoleErrors.ShouldBeEmpty();
        await page.SetInputFilesAsync("#file", Repository.PathOf("docs/images/report.png"));
        await Assertions.Expect(page.Locator("#answer"))
            .ToContainTextAsync("This looks unlike anything it was trained on; the nearest is ");

        // A file that is not a photo is reported as such; the next photo is answered again.
        await page.SetInputFilesAsync(
            "#file", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "no photo"u8.ToArray() });
        await Assertions.Expect(page.Locator("#answer.problem")).ToContainTextAsync(
            "The upload is not an image that can be read: not a JPEG");
        await page.SetInputFilesAsync("#file", apps.PathOf("road_signs/images/roundabout/roundabout_001.jpg"));
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Roundabout (");
    }

    // A browser drops a file in the same way: the file is in the event's data.
    private static async Task DropAsync(IPage page, string path)
    {
        string bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        IJSHandle data = await page.EvaluateHandleAsync(
            """
            bytes => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'sign.jpg', { type: 'image/jpeg' }));
              return data;
            }
            """,
            bytes);
        await page.DispatchEventAsync("#drop", "drop", new { dataTransfer = data });
    }
}
