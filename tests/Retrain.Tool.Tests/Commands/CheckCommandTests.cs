using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using SkiaSharp;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed partial class CheckCommandTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task NamesWhatIsWrongWithImages()
    {
        Spoil();

        ToolRun check = (await CheckAsync("--ignore_orientation")).ShouldSucceed();

        check.Error.ShouldContain($"{PathOf("circles/notes.jpg")} : warning RT1003: ");
        check.Error.ShouldContain($"{PathOf("circles/again.jpg")} : warning RT1060: has the same bytes as {PathOf("circles/3.jpg")}");
        check.Error.ShouldContain(
            $"{PathOf("squares/7_mirrored.jpg")} : warning RT1061: shows the same photo as {PathOf("squares/7.jpg")}");
        check.Error.ShouldContain($"{PathOf("squares/circle.jpg")} : warning RT1018: has the same bytes as {PathOf("circles/5.jpg")}");
        check.Error.ShouldContain($"{PathOf("circles/turned.jpg")} : warning RT1066: has the EXIF orientation 6, which");
        check.Error.ShouldContain($"{PathOf("few")} : warning RT1006: has only 3 images");
        check.Error.ShouldContain($"{PathOf("few")} : warning RT1065: has only 3 images while 'circles' has 26");
        check.Error.Split('\n').ShouldBeUnique();
    }

    [Fact]
    public async Task CountsInATable()
    {
        Spoil();

        ToolRun check = (await CheckAsync("--top_k", "0", "--ignore_orientation")).ShouldSucceed();

        string table = check.Output[check.Output.IndexOf("  Problem", StringComparison.Ordinal)..];
        Snapshot.Match(Judgement().Replace(string.Join('\n', table.Split('\n').Select(line => line.TrimEnd())), "N"), "check_table");
        check.Error.ShouldNotContain("RT106");
    }

    [Fact]
    public async Task WritesJsonLinesWhenAskedTo()
    {
        Spoil();

        ToolRun check = (await CheckAsync("--json")).ShouldSucceed();

        JsonElement[] lines = [.. check.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement mirrored = lines.Single(line =>
            IsFinding(line, "nearDuplicate") && line.GetProperty("paths")[0].GetString() == PathOf("squares/7_mirrored.jpg"));
        mirrored.GetProperty("paths")[1].GetString().ShouldBe(PathOf("squares/7.jpg"));
        mirrored.GetProperty("label").GetString().ShouldBe("squares");
        mirrored.GetProperty("code").GetString().ShouldBe("RT1061");
        JsonElement conflict = lines.Single(line => IsFinding(line, "conflictingLabel"));
        conflict.GetProperty("label").GetString().ShouldBe("squares");
        conflict.GetProperty("otherLabel").GetString().ShouldBe("circles");
        JsonElement finished = lines[^1];
        finished.GetProperty("event").GetString().ShouldBe("checkFinished");
        finished.GetProperty("found").GetProperty("exactDuplicate").GetInt32().ShouldBe(1);
        finished.GetProperty("found").GetProperty("unreadable").GetInt32().ShouldBe(1);
        finished.GetProperty("found").GetProperty("rotatedPhoto").GetInt32().ShouldBe(0); // it was turned upright
    }

    [Fact]
    public async Task FailsOnlyWhenStrict()
    {
        File.Copy(PathOf("circles/3.jpg"), PathOf("circles/again.jpg"));

        (await CheckAsync("--strict")).ShouldFail(1, "RT1070").Output.ShouldContain("exact duplicate");
        (await CheckAsync()).ShouldSucceed();
    }

    [Fact]
    public async Task ComputesNoBottleneckThatATrainingHasComputedAndTheReverse()
    {
        Directory.Delete(run.CacheDir, recursive: true);
        (await CheckAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");

        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
        (await CheckAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
    }

    [Fact]
    public async Task FindsTheSameWithCachedFingerprintsAndAnyNumberOfThreads()
    {
        Spoil();

        ToolRun first = await CheckAsync("--threads", "1", "--top_k", "100");
        ToolRun second = await CheckAsync("--threads", "4", "--top_k", "100");

        second.ShouldSucceed().Error.ShouldBe(first.ShouldSucceed().Error);
    }

    [Fact]
    public async Task RefusesWhatATrainingRefuses()
    {
        (await ToolCall.RunAsync(run.CacheDir, "check")).ShouldFail(2, "RT4004");
        (await ToolCall.RunAsync(run.CacheDir, "check", "--image_dir", run.Folder.PathOf("nowhere"))).ShouldFail(2, "RT1001");
        (await CheckAsync("--testing_percentage", "60", "--validation_percentage", "60")).ShouldFail(2, "RT4005");
    }

    [Fact]
    public async Task IsSummarizedInATraining()
    {
        Spoil();

        ToolRun trained = (await run.TrainAsync()).ShouldSucceed();

        trained.Output.ShouldContain(
            "Data: 1 exact duplicate, 1 conflicting label, 1 category far smaller than the largest; "
            + "`dotnet retrain check` lists them and looks for more.\n");
        (await run.TrainAsync("--json")).ShouldSucceed().Output.ShouldContain("\"event\":\"dataProblemsFound\",\"found\":{");
    }

    [Fact]
    public async Task ATrainingsReportCountsAsManyProblems()
    {
        Spoil();

        ToolRun trained = (await run.TrainAsync("--report", run.OutputOf("report.html"))).ShouldSucceed();

        string count = CheckedProblems().Match((await CheckAsync()).ShouldSucceed().Output).Value;
        int.Parse(count, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(5);
        trained.Output.ShouldContain($"Report: {count} problems in ");
        trained.Output.ShouldContain("far smaller than the largest; the report shows them and looks for more.\n");
        string page = await File.ReadAllTextAsync(run.OutputOf("report.html"), TestContext.Current.CancellationToken);
        page.ShouldContain($"<caption>{count} problems found, as by <code>dotnet retrain check</code></caption>");
    }

    [Fact]
    public async Task FindsLittleWrongWithFlowerPhotos()
    {
        using TrainingRun flowers =
            new TrainingRun(ReferenceData.PathOf("datasets/flower_photos")).WithBottlenecks(KnownBottlenecks.FlowerPhotos);

        ToolRun check = await ToolCall.RunAsync(flowers.CacheDir, "check", "--image_dir", flowers.ImageDir, "--json", "--top_k", "0");

        JsonElement found = JsonDocument.Parse(check.ShouldSucceed().Output.TrimEnd().Split('\n')[^1]).RootElement.GetProperty("found");
        int Count(string kind) => found.GetProperty(kind).GetInt32();
        (Count("exactDuplicate"), Count("nearDuplicate"), Count("conflictingLabel"), Count("similarCategories")).ShouldBe((0, 0, 0, 0));
        Count("outlier").ShouldBeLessThanOrEqualTo(5);
        Count("wrongLabel").ShouldBeInRange(1, 20);
    }

    // What the network thinks of drawn shapes is not what this tests.
    [GeneratedRegex(@"(?<=  (near duplicate|likely wrong label|image unlike any other) +)\d+|\d+(?= problems found)")]
    private static partial Regex Judgement();

    [GeneratedRegex(@"\d+(?= problems found)")]
    private static partial Regex CheckedProblems();

    private static bool IsFinding(JsonElement line, string kind) =>
        line.GetProperty("event").GetString() == "findingMade" && line.GetProperty("kind").GetString() == kind;

    private string PathOf(string relativePath) => Path.Combine(run.ImageDir, relativePath.Replace('/', Path.DirectorySeparatorChar));

    private Task<ToolRun> CheckAsync(params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(run.CacheDir, ["check", run.ImageDir, .. more]);

    private void Spoil()
    {
        run.Folder.Write("photos/circles/notes.jpg", "just some text"u8);
        File.Copy(PathOf("circles/3.jpg"), PathOf("circles/again.jpg"));
        File.Copy(PathOf("circles/5.jpg"), PathOf("squares/circle.jpg"));
        run.Folder.Write("photos/squares/7_mirrored.jpg", Mirrored(File.ReadAllBytes(PathOf("squares/7.jpg"))));
        run.Folder.Write("photos/circles/turned.jpg", ExifPhoto.Turned(DrawnPhotos.Draw(0, 100), 6));
        for (int i = 0; i < 3; i++)
        {
            run.Folder.Write($"photos/few/{i}.jpg", DrawnPhotos.Draw(2, 200 + i));
        }
    }

    private static byte[] Mirrored(byte[] photo)
    {
        using SKBitmap bitmap = SKBitmap.Decode(photo);
        using SKBitmap mirrored = new(bitmap.Width, bitmap.Height);
        using SKCanvas canvas = new(mirrored);
        canvas.Scale(-1, 1, bitmap.Width / 2f, 0);
        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        canvas.Flush();
        using SKData data = mirrored.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
