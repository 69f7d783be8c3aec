using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed partial class VerifyCommandTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    [Fact]
    public async Task ReproducesAModelFromItsPhotosAlone()
    {
        await TrainAsync("--seed", "7", "--split_salt", "バラ", "--flip_left_right", "--distortion_variants", "2",
            "--output_onnx", run.OutputOf("copy.onnx"), "--final_tensor_name", "shapes");
        Directory.Delete(run.CacheDir, recursive: true);

        ToolRun verified = (await VerifyAsync()).ShouldSucceed();

        verified.Output.ShouldEndWith("The model is reproduced: every file has the same bytes.\n");
        verified.Output.Split('\n').Count(line => line.EndsWith("equal", StringComparison.Ordinal)).ShouldBe(3);
        Directory.Exists(run.CacheDir).ShouldBeFalse("the cache of this machine proves nothing");
    }

    [Fact]
    public async Task SaysWhichImagesDiffer()
    {
        await TrainAsync();
        foreach (string photo in Directory.EnumerateFiles(Path.Combine(run.ImageDir, "squares")).Order(StringComparer.Ordinal).Take(5))
        {
            File.Delete(photo);
        }

        File.WriteAllBytes(Path.Combine(run.ImageDir, "circles", "24.jpg"), DrawnPhotos.Draw(0, 24));

        ToolRun verified = await VerifyAsync();

        verified.ExitCode.ShouldBe(1);
        verified.Error.ShouldContain("RT1045");
        string output = ShortDigest().Replace(Scrub.Lines(run, verified.Output), "DIGEST…");
        Snapshot.Match(output, "verify_other_images");
    }

    [Fact]
    public async Task SaysWhichFactsDiffer()
    {
        await TrainAsync();
        Change(manifest =>
        {
            manifest["engineVersion"] = "0.9.0";
            manifest["options"]!["seed"] = 8;
        });

        ToolRun verified = await VerifyAsync("--use_cache", "--json");

        verified.ExitCode.ShouldBe(1);
        verified.Error.ShouldContain("the engine differs (engineVersion)");
        using JsonDocument json = JsonDocument.Parse(verified.Output);
        json.RootElement.GetProperty("isEqual").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("differences").EnumerateArray().Single().GetProperty("fact").GetString().ShouldBe("engineVersion");
        json.RootElement.GetProperty("labels").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task TakesABackboneFromItsFileAsTheManifestSays()
    {
        await TrainAsync("--output_onnx", run.OutputOf("backbone.onnx"));
        string[] flags = ["--architecture", run.OutputOf("backbone.onnx"), "--input_mean", "120", "--input_std", "100"];
        (await ToolCall.RunAsync(run.CacheDir,
        [
            "--image_dir", run.ImageDir, "--how_many_training_steps", "5", "--summaries_dir", "",
            "--output_graph", run.OutputOf("output_graph.onnx"), "--output_labels", run.Labels, "--output_manifest", run.Manifest, .. flags,
        ])).ShouldSucceed();

        (await VerifyAsync()).Error.ShouldContain("RT4067");
        (await VerifyAsync(flags[..2])).ShouldSucceed();
    }

    [Fact]
    public async Task AsksForTheDecisions()
    {
        run.Folder.Write("decisions.json", """{ "formatVersion": "1.0.0", "decisions": [] }"""u8);
        await TrainAsync();
        Change(manifest => manifest["dataSet"]!["decisionsSha256"] = new string('0', 64));

        (await VerifyAsync()).Error.ShouldContain("RT1046");
    }

    [Theory]
    [InlineData("output_graph", "RT4068")]
    [InlineData("summaries_dir", "RT4068")]
    [InlineData("bottleneck_dir", "RT4068")]
    [InlineData("of_the_future", "RT4068")]
    public async Task ReadsNoOptionThatNamesAFile(string option, string code)
    {
        await TrainAsync();
        Change(manifest => manifest["options"]![option] = run.OutputOf("stolen"));

        ToolRun verified = await VerifyAsync();

        verified.Error.ShouldContain(code);
        run.OutputNames().ShouldNotContain("stolen");
    }

    [Theory]
    [InlineData("graph", "")]
    [InlineData("graph", "00")]
    [InlineData("labels", "")]
    [InlineData("onnx", "")]
    public async Task ProvesNothingWithoutADigest(string file, string digest)
    {
        await TrainAsync();
        Change(manifest => manifest["sha256"]![file] = digest);

        (await VerifyAsync()).Error.ShouldContain("RT1047");
    }

    [Fact]
    public async Task RefusesAGraphOfOtherBytes()
    {
        await TrainAsync();
        File.AppendAllText(run.Graph, "more");

        (await VerifyAsync()).Error.ShouldContain("RT1048");
    }

    [Fact]
    public async Task LeavesNoFolderAndRemovesThatOfAKilledProcess()
    {
        await TrainAsync();
        string temporary = run.Folder.PathOf("temporary");
        Directory.CreateDirectory(Path.Combine(temporary, "retrain-verify-killed", "cache"));
        File.WriteAllText(Path.Combine(temporary, "retrain-verify-killed", "lock"), "");

        (await VerifyWithTemporaryFolderAsync(temporary)).ShouldSucceed();

        Directory.GetDirectories(temporary, "retrain-verify-*").ShouldBeEmpty();
        (await VerifyWithTemporaryFolderAsync(run.Folder.PathOf("missing"))).Error.ShouldContain("RT4082");
    }

    [Fact]
    public async Task NeverFailsInternallyForADamagedManifest()
    {
        await TrainAsync();
        string text = File.ReadAllText(run.Manifest);
        string[] damaged =
        [
            "", "[]", "{}", "{\"options\": 1}", text[..(text.Length / 2)],
            text.Replace("\"training\": 22", "\"training\": \"x\"", StringComparison.Ordinal),
            text.Replace("\"seed\": 0", "\"seed\": []", StringComparison.Ordinal),
            text.Replace("\"seed\": 0", "\"seed\": 1e400", StringComparison.Ordinal),
            text.Replace("\"circles\"", "\"\\ud800\"", StringComparison.Ordinal),
            text.Replace("\"knownImages\": \"", "\"knownImages\": \"A", StringComparison.Ordinal),
            text.Replace("\"inputMean\": 127", "\"inputMean\": {}", StringComparison.Ordinal),
            text.Replace("\"labels\": [", "\"labels\": [3, null, {}, ", StringComparison.Ordinal),
            "\ufeff" + text,
            text.Replace("\"name\": \"efficientnet_lite0\"", "\"name\": \"/etc/passwd\"", StringComparison.Ordinal),
        ];
        foreach (string manifest in damaged)
        {
            File.WriteAllText(run.Manifest, manifest);

            ToolRun verified = await VerifyAsync("--use_cache");

            verified.Error.ShouldNotContain("RT9001", Case.Sensitive, manifest);
            verified.ExitCode.ShouldBeOneOf(0, 1, 2);
        }
    }

    [Fact]
    public async Task NeedsPhotosOrAProject()
    {
        await TrainAsync();

        (await ToolCall.RunAsync(run.CacheDir, "verify", run.Manifest)).Error.ShouldContain("RT4004");
        (await ToolCall.RunAsync(run.CacheDir, "verify", run.Manifest, "--image_dir", "a", "--project", "b")).Error.ShouldContain("RT4083");
        (await ToolCall.RunAsync(run.CacheDir, "verify", run.Manifest, "--project", run.Folder.Path)).Error.ShouldContain("RT4069");
        (await ToolCall.RunAsync(run.CacheDir, "verify", run.Graph, "--image_dir", run.ImageDir)).Error.ShouldContain("RT1047");
        (await ToolCall.RunAsync(run.CacheDir, "verify", run.ImageDir, "--image_dir", run.ImageDir)).Error.ShouldContain("RT");
    }

    public void Dispose() => run.Dispose();

    private async Task TrainAsync(params string[] more) =>
        (await run.TrainAsync(["--output_manifest", run.Manifest, .. more])).ShouldSucceed();

    private Task<ToolRun> VerifyAsync(params string[] more) =>
        ToolCall.RunAsync(run.CacheDir, ["verify", run.Manifest, "--image_dir", run.ImageDir, .. more]);

    [GeneratedRegex("[0-9a-f]{12}…")]
    private static partial Regex ShortDigest();

    private Task<ToolRun> VerifyWithTemporaryFolderAsync(string folder) => ChildProcess.RunAsync(
        "dotnet", [ToolProcess.ToolPath, "verify", run.Manifest, "--image_dir", run.ImageDir],
        new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir, ["TMPDIR"] = folder }, TestContext.Current.CancellationToken);

    private void Change(Action<JsonNode> change)
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(run.Manifest))!;
        change(manifest);
        File.WriteAllText(run.Manifest, manifest.ToJsonString());
    }
}
