using System.Globalization;
using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

/// <summary>The bottlenecks that retrain.py wrote are used by those who ask for them, and by no other.</summary>
public sealed class RetrainPyImportTests : IDisposable
{
    private const int Length = 1280;

    private readonly TrainingRun run = new TrainingRun().Draw(3);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task AreUsedOnlyWhenAskedFor()
    {
        string photo = WriteText("circles", 0, Enumerable.Range(0, Length).Select(Value));

        (await ImportAsync()).ShouldSucceed().Output
            .ShouldBe("Stored 1 bottleneck of retrain.py. --imported_bottlenecks uses them.\n");

        string[] wanted = [.. Enumerable.Range(0, Length).Select(Value)];
        (await BottleneckAsync(photo, "--imported_bottlenecks")).ShouldBe(wanted);
        string[] own = await BottleneckAsync(photo);
        own.ShouldNotBe(wanted);
        (await BottleneckAsync(photo, "--imported_bottlenecks")).ShouldBe(wanted);
        string other = Directory.GetFiles(Path.Combine(run.ImageDir, "squares"))[0];
        (await BottleneckAsync(other, "--imported_bottlenecks")).ShouldBe(await BottleneckAsync(other));
    }

    [Fact]
    public async Task WhatCannotBeUsedIsNamedAndCounted()
    {
        WriteText("circles", 0, Enumerable.Range(0, Length).Select(Value));
        WriteText("circles", 1, Enumerable.Range(0, Length - 1).Select(Value));
        WriteText("circles", 2, Enumerable.Range(0, Length).Select(value => value == 7 ? "nan" : Value(value)));
        WriteText("squares", 0, ["0.5", "one", "2"]);
        File.Delete(WriteText("squares", 1, Enumerable.Range(0, Length).Select(Value)));

        ToolRun imported = await ImportAsync("--json");

        JsonElement json = JsonDocument.Parse(imported.ShouldSucceed().Output).RootElement;
        json.GetProperty("stored").GetInt32().ShouldBe(1);
        json.GetProperty("skipped").GetInt32().ShouldBe(4);
        imported.Error.ShouldContain("warning RT3017: has 1279 values, and a bottleneck of the backbone has 1280");
        imported.Error.ShouldContain("warning RT3016: value 8 is 'nan'");
        imported.Error.ShouldContain("warning RT3016: value 2 is 'one'");
        imported.Error.ShouldContain("warning RT3018: belongs to ");
    }

    [Fact]
    public async Task TheManifestSaysThatTheyWereUsed()
    {
        foreach (string label in (string[])["circles", "squares"])
        {
            for (int photo = 0; photo < 3; photo++)
            {
                WriteText(label, photo, Enumerable.Range(0, Length).Select(value => Value((value * (photo + 1)) + label.Length)));
            }
        }

        (await ImportAsync()).ShouldSucceed();

        (await run.TrainAsync("--imported_bottlenecks", "--strict")).ShouldSucceed();

        JsonElement manifest = JsonDocument.Parse(
            await File.ReadAllTextAsync(run.Manifest, TestContext.Current.CancellationToken)).RootElement;
        manifest.GetRawText().ShouldContain("\"importedBottlenecks\": true");
    }

    /// <summary>The text is real; the network of its name is present as its quantised sister, which has as many values.</summary>
    [Fact]
    public async Task ARealFileOfMobileNetIsRead()
    {
        const string architecture = "mobilenet_0.50_224_quantized";
        string real = Directory.GetFiles(ReferenceData.PathOf("reference/bottlenecks/flower_photos_mobilenet_0.50_224/daisy"))
            .Order(StringComparer.Ordinal).First();
        string name = Path.GetFileName(real)[..^"_mobilenet_0.50_224.txt".Length];
        string text = await File.ReadAllTextAsync(real, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(Texts, "daisy"));
        await File.WriteAllTextAsync(
            Path.Combine(Texts, "daisy", $"{name}_{architecture}.txt"), text, TestContext.Current.CancellationToken);
        run.Folder.Write(Path.Combine("flowers", "daisy", name), DrawnPhotos.Draw(0, 5));
        run.Folder.Write(
            "models/mobilenet_v1_0.50_224/quantized_graph.pb",
            await File.ReadAllBytesAsync(
                ReferenceData.PathOf("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.50_224_quantized.pb"),
                TestContext.Current.CancellationToken));
        string[] flags = ["--architecture", architecture, "--model_dir", run.Folder.PathOf("models")];

        (await ToolCall.RunAsync(
            run.CacheDir,
            ["cache", "import", Texts, "--image_dir", run.Folder.PathOf("flowers"), .. flags, "--bottleneck_dir", run.CacheDir]))
            .ShouldSucceed().Output.ShouldStartWith("Stored 1 bottleneck of retrain.py.");

        string photo = run.Folder.PathOf(Path.Combine("flowers", "daisy", name));
        float[] values = [.. (await BottleneckAsync(photo, ["--imported_bottlenecks", .. flags])).Select(Parse)];
        values.ShouldBe(text.Split(',').Select(Parse));
    }

    [Fact]
    public async Task ALinkToADeviceIsSkipped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no such device on Windows");
        Directory.CreateDirectory(Path.Combine(Texts, "circles"));
        File.CreateSymbolicLink(Path.Combine(Texts, "circles", "1.jpg_efficientnet_lite0.txt"), "/dev/zero");

        ToolRun run = await ToolCall.RunAsync(
            this.run.CacheDir, "cache", "import", Texts, "--image_dir", this.run.ImageDir, "--bottleneck_dir", this.run.CacheDir);

        run.Output.ShouldBe("Stored 0 bottlenecks of retrain.py; 1 file could not be used. --imported_bottlenecks uses them.\n");
    }

    [Fact]
    public async Task AFolderNeedsPhotosAndFiles()
    {
        Directory.CreateDirectory(Texts);
        ToolRun alone = await ToolCall.RunAsync(run.CacheDir, "cache", "import", Texts, "--bottleneck_dir", run.CacheDir);
        alone.ExitCode.ShouldBe(2);
        alone.Error.ShouldContain("error RT4065");

        ToolRun empty = await ImportAsync();
        empty.ExitCode.ShouldBe(2);
        empty.Error.ShouldContain("error RT4066: has no files '*/*_efficientnet_lite0.txt'");
    }

    private string Texts => run.Folder.PathOf("texts");

    private static string Value(int index) => (index + 0.5f).ToString("G9", CultureInfo.InvariantCulture);

    private static float Parse(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private string WriteText(string label, int index, IEnumerable<string> values)
    {
        string photo = Directory.GetFiles(Path.Combine(run.ImageDir, label)).Order(StringComparer.Ordinal).ElementAt(index);
        Directory.CreateDirectory(Path.Combine(Texts, label));
        File.WriteAllText(
            Path.Combine(Texts, label, Path.GetFileName(photo) + "_efficientnet_lite0.txt"), string.Join(',', values));
        return photo;
    }

    private Task<ToolRun> ImportAsync(params IReadOnlyList<string> more) => ToolCall.RunAsync(
        run.CacheDir, ["cache", "import", Texts, "--image_dir", run.ImageDir, .. more, "--bottleneck_dir", run.CacheDir]);

    private async Task<string[]> BottleneckAsync(string photo, params IReadOnlyList<string> more)
    {
        string line = (await ToolCall.RunAsync(run.CacheDir, ["bottlenecks", photo, .. more])).ShouldSucceed().Output.TrimEnd();
        return line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(',');
    }
}
