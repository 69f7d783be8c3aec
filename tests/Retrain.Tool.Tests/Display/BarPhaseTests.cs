using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Display;

public sealed class BarPhaseTests : IDisposable
{
    private const string Color = "\x1b[38;";
    private const string HideCursor = "\x1b[?25l";

    private readonly TrainingRun run = new TrainingRun().Draw();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task IsDrawnInEachPhaseAndGoneAtTheEnd()
    {
        string written = await WatchAsync("100", [], "--flip_left_right", "--distortion_variants", "2");

        // A phase for the images and one for their distorted variants.
        written.Split(HideCursor).Length.ShouldBe(1 + 2);
        written.Split(HideCursor).Skip(1).ShouldAllBe(phase => phase.Contains('━', StringComparison.Ordinal));
        written.ShouldContain(Color);
        string[] screen = [.. new TerminalScreen(written).Lines];
        screen.ShouldNotContain(line => line.Contains('━', StringComparison.Ordinal) || line.Contains(" left", StringComparison.Ordinal));
        screen.Count(line => line.StartsWith("Bottlenecks: 0 cached, ", StringComparison.Ordinal)).ShouldBe(2);
        screen.SkipLast(1).ShouldNotContain("", "the bar's lines are used again");
    }

    [Fact]
    public async Task IsDrawnDuringADownload()
    {
        using FileServer server = new() { BytesPerSecond = 10_000 };
        server.Files[PublishedGraph.ArchivePath] = PublishedGraph.Archive(PublishedGraph.GraphPath, PublishedGraph.MobileNet());

        string written = await WatchAsync(
            "100", new() { ["RETRAIN_DOWNLOAD_URL"] = server.Address }, "--architecture", "mobilenet_0.25_128", "--model_dir",
            run.Folder.PathOf("models"));

        // One for the download and one for the images.
        written.Split(HideCursor).Length.ShouldBe(1 + 2);
        written.Split(HideCursor)[1].ShouldContain("Download: 0.0 MB of 0.0 MB");
        new TerminalScreen(written).Lines.ShouldNotContain(line => line.StartsWith("Download: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IsNotDrawnWhenQuiet() => (await WatchAsync("100", [], "--verbosity", "quiet")).ShouldNotContain(HideCursor);

    [Fact]
    public async Task IsAsNarrowAsTheTerminalAndWithoutColorWhereThatIsAsked()
    {
        string written = await WatchAsync("60", new() { ["NO_COLOR"] = "1" });

        written.ShouldContain(HideCursor);
        written.ShouldNotContain(Color);
        new TerminalScreen(written.Split(HideCursor)[1].Split("\x1b[2K")[0]).Lines.ShouldAllBe(line => line.Length <= 60);
    }

    private Task<string> WatchAsync(string columns, Dictionary<string, string?> environment, params string[] flags)
    {
        environment["RETRAIN_CACHE_DIR"] = run.CacheDir;
        return WatchedTool.WatchAsync(
            int.Parse(columns, System.Globalization.CultureInfo.InvariantCulture), environment,
            [.. run.Arguments("--how_many_training_steps", "5"), .. flags]);
    }
}
