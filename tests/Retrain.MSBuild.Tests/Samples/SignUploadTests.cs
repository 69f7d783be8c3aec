using Microsoft.Playwright;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

/// <summary>The page of SignUpload, in a browser, on a phone and on a desk.</summary>
[Collection(SignUploadVisits.Name)]
public sealed class SignUploadTests(ServedSignUpload app)
{
    private const string Violations =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .map(violation => `${violation.id}: ${violation.nodes.map(node => node.html.slice(0, 80)).slice(0, 3)}`)
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task ShowsTheLabelAndBarsOfADroppedPhoto(int widthPixels, ColorScheme theme)
    {
        string axe = await File.ReadAllTextAsync(NodeModules.RequireAxe(), Token);
        IPage page = await app.OpenAsync(widthPixels, theme: theme);
        List<string> consoleErrors = [];
        page.Console += (_, message) => consoleErrors.AddRange(message.Type == "error" ? [message.Text] : []);
        await Assertions.Expect(page.Locator("#knows")).ToContainTextAsync("6 road signs: no entry, ");
        (await ViolationsAsync(page, axe)).ShouldBeEmpty();

        await GiveAsync(page, "drop", ServedSignUpload.Image("stop/stop_001.jpg"));

        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Stop");
        await Assertions.Expect(page.Locator("#photo")).ToBeVisibleAsync();
        (await page.Locator("#scores tbody tr").CountAsync()).ShouldBe(6);
        double[] bars = await WidthsAsync(page, "getComputedStyle(bar, '::before').width");
        double[] tracks = await WidthsAsync(page, "getComputedStyle(bar).width");
        bars.ShouldBe(bars.OrderDescending());
        tracks.ShouldAllBe(track => track > 250);
        (bars[0] / tracks[0]).ShouldBeGreaterThan(0.8); // as probable as it is
        (bars[5] / tracks[5]).ShouldBeLessThan(0.1);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(widthPixels);
        (await ViolationsAsync(page, axe)).ShouldBeEmpty();
        consoleErrors.ShouldBeEmpty();

        await page.GotoAsync($"{app.Address}/metrics.html");
        await Assertions.Expect(page.Locator("#labels tbody th")).ToContainTextAsync(["Stop"]);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(widthPixels);
        (await ViolationsAsync(page, axe)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesPastedAndChosenPhotosAndThoseOfACamera()
    {
        IPage phone = await app.OpenAsync(390);
        await Assertions.Expect(phone.GetByText("Take a photo")).ToBeVisibleAsync();
        (await phone.Locator("#camera").GetAttributeAsync("capture")).ShouldBe("environment");
        (await phone.Locator("#file").GetAttributeAsync("capture")).ShouldBeNull(); // it would hide the gallery
        await phone.SetInputFilesAsync("#camera", ServedSignUpload.Image("stop/stop_001.jpg"));
        await Assertions.Expect(phone.Locator("#answer")).ToHaveTextAsync("Stop");

        IPage page = await app.OpenAsync();
        await Assertions.Expect(page.GetByText("Take a photo")).ToBeHiddenAsync();
        await GiveAsync(page, "paste", ServedSignUpload.Image("stop/stop_001.jpg"));
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Stop");
        await page.SetInputFilesAsync("#file", ServedSignUpload.Image("roundabout/roundabout_001.jpg"));
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Roundabout");

        await page.EvaluateAsync(
            """
            () => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', 'a text');
              document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
            }
            """);
        await Assertions.Expect(page.Locator("#explanation")).ToContainTextAsync("There is no photo on the clipboard.");
    }

    [Fact]
    public async Task SaysWhatItDoesNotKnow()
    {
        IPage page = await app.OpenAsync();
        await page.SetInputFilesAsync("#file", Repository.PathOf("docs/images/report.png"));
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Not like any sign I know");
        await Assertions.Expect(page.Locator("#explanation")).ToContainTextAsync("unlike all that I was trained on");

        // A label with the characters of HTML is text.
        await page.RouteAsync("**/classify", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """
                [{ "label": "<img src=x onerror=alert(1)>", "probability": 0.55, "isConfident": false, "isFamiliar": true },
                 { "label": "Stop", "probability": 0.45, "isConfident": false, "isFamiliar": true }]
                """,
        }));
        await page.SetInputFilesAsync("#file", ServedSignUpload.Image("stop/stop_001.jpg"));
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("I don’t know");
        await Assertions.Expect(page.Locator("#explanation")).ToContainTextAsync("It may be <img src=x onerror=alert(1)> or Stop.");
        (await page.Locator("#result img").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task TellsPolitelyWhatItCannotTake()
    {
        IPage page = await app.OpenAsync();
        await Assertions.Expect(page.Locator("#knows")).ToContainTextAsync("6 road signs"); // it knows the limits
        ILocator text = page.Locator("#explanation");
        await ChooseAsync("notes.txt", "no photo"u8.ToArray());
        await Assertions.Expect(text).ToHaveTextAsync(
            "The upload is not an image that can be read: not a JPEG, PNG, GIF, BMP or WebP file; choose another image.");
        await ChooseAsync("large.jpg", new byte[20_000_001]);
        await Assertions.Expect(text).ToContainTextAsync("The photo is larger than 20 MB.");
        await Assertions.Expect(page.Locator("#again")).ToBeHiddenAsync();

        await page.RouteAsync("**/classify", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{ "detail": "Many photos are waiting. Try again in a moment." }""",
        }));
        await page.SetInputFilesAsync("#file", ServedSignUpload.Image("stop/stop_001.jpg"));
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Busy");
        await Assertions.Expect(text).ToHaveTextAsync("Many photos are waiting. Try again in a moment.");
        await page.UnrouteAsync("**/classify");

        await page.Context.SetOfflineAsync(true);
        await page.Locator("#again").ClickAsync();
        await Assertions.Expect(text).ToContainTextAsync("The server cannot be reached.");
        await page.Context.SetOfflineAsync(false);
        await page.Locator("#again").ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Stop");

        Task ChooseAsync(string name, byte[] content) => page.SetInputFilesAsync(
            "#file", new FilePayload { Name = name, MimeType = "image/jpeg", Buffer = content });
    }

    private static async Task<string[]> ViolationsAsync(IPage page, string axe)
    {
        await page.EvaluateAsync(axe);
        return await page.EvaluateAsync<string[]>(Violations);
    }

    private static Task<double[]> WidthsAsync(IPage page, string width) => page.EvaluateAsync<double[]>(
        $"[...document.querySelectorAll('.bar')].map(bar => parseFloat({width}))");

    // A browser drops and pastes a file in the same way: the file is in the event's data.
    private static async Task GiveAsync(IPage page, string kind, string path)
    {
        string bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(path, Token));
        await page.EvaluateAsync(
            """
            ([kind, bytes]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'sign.jpg', { type: 'image/jpeg' }));
              document.getElementById('drop').dispatchEvent(kind === 'drop'
                ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
            }
            """,
            new[] { kind, bytes });
    }
}
