using Retrain.Tests.Infrastructure;
using Retrain.Training.Splits;
using SkiaSharp;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>One run with a report, of photos some of which lie in the wrong folder and have names that try to be markup.</summary>
public sealed class WrittenReport : IAsyncLifetime
{
    /// <summary>Would run, if it got into the page as it is.</summary>
    public const string HostileName = "<img src=x onerror=alert(1)>&quot;'\".jpg";

    private readonly TrainingRun run = new();

    public string ReportPath => run.OutputOf("report.html");

    public string Page { get; private set; } = "";

    internal TrainingRun Run => run;

    public async ValueTask InitializeAsync()
    {
        Draw(run);
        (await TrainAsync(run)).ShouldSucceed();
        Page = await File.ReadAllTextAsync(ReportPath, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        run.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Trains as for this report, with more flags where given.</summary>
    internal static Task<ToolRun> TrainAsync(TrainingRun run, params IReadOnlyList<string> more) =>
        run.TrainAsync(["--testing_percentage", "40", "--report", run.OutputOf("report.html"), .. more]);

    internal static void Draw(TrainingRun run)
    {
        run.DrawCached(count: 40);

        // No model takes these squares for circles, so there are mistakes to show.
        foreach (string square in Directory.GetFiles(Path.Combine(run.ImageDir, "squares"), "1?.jpg"))
        {
            File.Move(square, Path.Combine(run.ImageDir, "circles", $"moved{Path.GetFileName(square)}"));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.Move(Path.Combine(run.ImageDir, "squares", "2.jpg"), Path.Combine(run.ImageDir, "squares", HostileName));
        }

        File.WriteAllText(Path.Combine(run.ImageDir, "squares", "notes.txt"), "no photo");

        // Wider than a phone's column, and in the test set.
        string panorama = Enumerable.Range(0, 100).Select(i => $"panorama{i}.jpg").First(name => SplitHash.Percent(name) is >= 10 and < 50);
        using SKBitmap bitmap = new(1200, 60);
        bitmap.Erase(SKColors.SteelBlue);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        File.WriteAllBytes(Path.Combine(run.ImageDir, "squares", panorama), data.ToArray());
    }
}
