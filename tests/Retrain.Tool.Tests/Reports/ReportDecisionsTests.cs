using System.Text.Json;
using Microsoft.Playwright;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Decisions;

namespace Retrain.Tool.Tests.Reports;

public sealed class ReportDecisionsTests(WrittenReport report, SharedBrowser browser) : IClassFixture<WrittenReport>
{
    [Fact]
    public async Task MarksAreSavedAsAFileThatATrainingFollows()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator mistakes = opened.Page.Locator("#mistakes .mark");
        await mistakes.Nth(0).ClickAsync();
        await opened.Page.ClickAsync("#mark button[value=remove]");
        await mistakes.Nth(1).ClickAsync();
        string label = await opened.Page.Locator("#mark-label option:checked").InnerTextAsync();
        await opened.Page.ClickAsync("#mark button[value=label]");

        (await mistakes.Nth(0).InnerTextAsync()).ShouldBe("Remove");
        (await mistakes.Nth(1).InnerTextAsync()).ShouldBe($"→ {label}"); // the label that the model gave is proposed
        (await StatusAsync(opened)).ShouldBe("2 photos marked: 1 to remove, 1 with another label.");
        string saved = await SaveAsync(opened);

        DecisionsFile.Read(saved).Decisions.Values.Select(decision => decision.Label).ShouldBe([null, label], ignoreOrder: true);
        (await WrittenReport.TrainAsync(report.Run, "--decisions", saved, "--report", report.Run.OutputOf("second.html"))).ShouldSucceed()
            .Output.ShouldContain("Decisions: 1 photo left out, 1 photo with another label");
        opened.Complaints.ShouldBeEmpty();

        // The next report goes on from the decisions that its run followed.
        await using ReportPage second = await ReportPage.OpenAsync(browser, report.Run.OutputOf("second.html"));
        (await StatusAsync(second)).ShouldBe("2 photos marked: 1 to remove, 1 with another label.");
    }

    [Fact]
    public async Task IsUsedWithoutAMouse()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator first = opened.Page.Locator("#mistakes .mark").First;

        await first.PressAsync("Delete");
        (await StatusAsync(opened)).ShouldBe("1 photo marked: 1 to remove, 0 with another label.");
        await first.PressAsync("Backspace");
        (await StatusAsync(opened)).ShouldBe("No photo is marked.");
        await first.PressAsync("Enter");
        (await opened.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("mark-label");
        await opened.Page.Keyboard.PressAsync("Tab");
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.Page.Locator("#marked", new() { HasText = "1 photo marked" }).WaitForAsync();

        (await StatusAsync(opened)).ShouldBe("1 photo marked: 0 to remove, 1 with another label.");
        (await opened.Page.EvaluateAsync<string>("document.activeElement.className")).ShouldContain("mark");
        await first.PressAsync("Enter");
        await opened.Page.Keyboard.PressAsync("Escape");
        (await StatusAsync(opened)).ShouldBe("1 photo marked: 0 to remove, 1 with another label.");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task EnterInTheListGivesTheLabel()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator first = opened.Page.Locator("#mistakes .mark").First;

        await first.PressAsync("Enter");
        string label = await opened.Page.Locator("#mark-label option:checked").InnerTextAsync();
        await opened.Page.Keyboard.PressAsync("Enter");

        (await opened.Page.Locator("#mark").IsVisibleAsync()).ShouldBeFalse();
        await opened.Page.Locator("#marked", new() { HasText = "1 photo marked: 0 to remove, 1 with another label." }).WaitForAsync();
        (await first.InnerTextAsync()).ShouldBe($"→ {label}");
    }

    [Fact]
    public async Task AnEnlargedPhotoIsMarked()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        ILocator tiles = opened.Page.Locator("#mistakes [data-image]");
        ILocator mark = opened.Page.Locator("#enlarged .mark");
        await tiles.First.Locator("button.enlarge").ClickAsync();
        string name = await opened.Page.Locator("#enlarged h2").InnerTextAsync();

        await mark.ClickAsync();
        (await opened.Page.Locator("#mark-title").InnerTextAsync()).ShouldBe(name);
        (await opened.Page.Locator("#mark svg.photo").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(20);
        await opened.Page.ClickAsync("#mark button[value=remove]");

        await Assertions.Expect(mark).ToHaveTextAsync("Remove");
        (await opened.Page.Locator("#enlarged").IsVisibleAsync()).ShouldBeTrue();
        (await mark.EvaluateAsync<bool>("element => element === document.activeElement")).ShouldBeTrue();

        // On to the next, without leaving the button.
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(mark).ToHaveTextAsync("Mark");
        await opened.Page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(mark).ToHaveTextAsync("Remove");
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        await opened.Page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(mark).ToHaveTextAsync("Mark");
        await opened.Page.Keyboard.PressAsync("Escape");

        (await StatusAsync(opened)).ShouldBe("1 photo marked: 1 to remove, 0 with another label.");
        (await tiles.Nth(0).Locator(".mark").InnerTextAsync()).ShouldBe("Mark");
        (await tiles.Nth(1).Locator(".mark").InnerTextAsync()).ShouldBe("Remove");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task NothingIsLostWhenThePageIsClosed()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        await opened.Page.Locator("#mistakes .mark").First.PressAsync("Delete");

        await opened.Page.ReloadAsync();

        (await StatusAsync(opened)).ShouldBe("1 photo marked: 1 to remove, 0 with another label.");
        opened.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await opened.Page.ClickAsync("#clear-marks");
        (await StatusAsync(opened)).ShouldBe("No photo is marked.");
        await opened.Page.ReloadAsync();
        (await StatusAsync(opened)).ShouldBe("No photo is marked.");
    }

    [Fact]
    public async Task GoesOnFromAFileOfDecisions()
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath);
        string shown = (await opened.Page.EvaluateAsync<string>("JSON.parse(document.getElementById('curate').dataset.photos)[0][1]"))!;
        string file = report.Run.Folder.PathOf("given.json");
        string elsewhere = new('a', 64);
        await File.WriteAllTextAsync(file, $$"""
            {"formatVersion": "1.0.0", "decisions": [
              {"digest": "{{shown}}", "remove": true}, {"digest": "{{elsewhere}}", "label": "a \"label\" <b>"}]}
            """, TestContext.Current.CancellationToken);
        await opened.Page.SetInputFilesAsync("#marks-file", file);

        await opened.Page.Locator("#marked", new() { HasText = "came from the file" }).WaitForAsync();
        (await StatusAsync(opened)).ShouldBe(
            "2 photos marked: 1 to remove, 1 with another label. 2 of them came from the file, 1 are shown here.");
        DecisionsFile.Read(await SaveAsync(opened)).Decisions.Values.Select(decision => decision.Label).ShouldContain("a \"label\" <b>");
        await opened.Page.SetInputFilesAsync("#marks-file", report.Run.Labels);
        await opened.Page.Locator("#marked", new() { HasText = "is not a file of decisions" }).WaitForAsync();
        opened.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task TheDialogFitsTheScreen(int widthPixels, ColorScheme theme)
    {
        await using ReportPage opened = await ReportPage.OpenAsync(browser, report.ReportPath, widthPixels, theme);
        await opened.Page.Locator("#mistakes .mark").First.ClickAsync();

        LocatorBoundingBoxResult box = (await opened.Page.Locator("#mark").BoundingBoxAsync())!;

        box.X.ShouldBeGreaterThanOrEqualTo(0);
        (box.X + box.Width).ShouldBeLessThanOrEqualTo(widthPixels);
        (await opened.Page.Locator("#mark svg.photo").BoundingBoxAsync())!.Height.ShouldBeGreaterThan(20);
        (await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(widthPixels);
    }

    private static Task<string> StatusAsync(ReportPage opened) => opened.Page.Locator("#marked").InnerTextAsync();

    private async Task<string> SaveAsync(ReportPage opened)
    {
        IDownload download = await opened.Page.RunAndWaitForDownloadAsync(() => opened.Page.ClickAsync("#save-marks"));
        download.SuggestedFilename.ShouldBe("decisions.json");
        string path = report.Run.Folder.PathOf($"decisions-{Guid.NewGuid():N}.json");
        await download.SaveAsAsync(path);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        string?[] digests =
        [
            .. document.RootElement.GetProperty("decisions").EnumerateArray().Select(entry => entry.GetProperty("digest").GetString()),
        ];
        digests.ShouldBe(digests.Order(StringComparer.Ordinal));
        return path;
    }
}
