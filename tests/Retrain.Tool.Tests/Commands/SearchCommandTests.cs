using System.Text;
using System.Text.Json;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class SearchCommandTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    private string Query => Path.Combine(run.ImageDir, "circles", "3.jpg");

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task ListsTheCosinesOfTheBottlenecksThatTheToolPrints()
    {
        string[] paths = Directory.GetFiles(run.ImageDir, "*", SearchOption.AllDirectories);
        Dictionary<string, float[]> bottlenecks = await BottlenecksAsync(paths);
        (string Path, double Similarity)[] expected =
        [
            .. paths.Where(path => path != Query).Select(path => (path, Cosine(bottlenecks[path], bottlenecks[Query])))
                .OrderByDescending(photo => photo.Item2).Take(7),
        ];

        JsonElement found = await SearchAsync("--image", Query, "--count", "7");

        JsonElement searched = found.GetProperty("searched").EnumerateArray().ShouldHaveSingleItem();
        searched.GetProperty("image").GetString().ShouldBe(Query);
        searched.GetProperty("compared").GetInt32().ShouldBe(47);
        searched.GetProperty("leftOutItself").GetBoolean().ShouldBeTrue();
        searched.GetProperty("meanSimilarity").GetDouble().ShouldBe(
            paths.Where(path => path != Query).Average(path => Cosine(bottlenecks[path], bottlenecks[Query])), 1e-9);
        JsonElement[] similar = [.. searched.GetProperty("similar").EnumerateArray()];
        similar.Select(photo => photo.GetProperty("image").GetString()).ShouldBe(expected.Select(photo => photo.Path));
        foreach ((JsonElement photo, (string path, double similarity)) in similar.Zip(expected))
        {
            photo.GetProperty("similarity").GetDouble().ShouldBe(similarity, 1e-12);
            photo.GetProperty("label").GetString().ShouldBe(Path.GetFileName(Path.GetDirectoryName(path)));
        }

        (found.GetProperty("computed").GetInt32(), found.GetProperty("unreadable").GetInt32()).ShouldBe((0, 0));
        found.GetProperty("loadingSeconds").GetDouble().ShouldBeGreaterThan(0);
        found.GetProperty("comparingSeconds").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task SaysWhatASimilarityMeans()
    {
        ToolRun search = await ToolCall.RunAsync(run.CacheDir, "search", Query, "--image_dir", run.ImageDir, "--count", "2");

        string[] lines = search.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines[0].ShouldBe($"{Query}:");
        lines[1].ShouldMatch($@"^  0\.\d{{4}}  (circles|squares)  {run.ImageDir}/(circles|squares)/\d+\.jpg$");
        lines[3].ShouldMatch(@"^  0\.\d{4}  the mean of 47 photos, without the photo itself$");
        lines[5].ShouldStartWith("The similarity is the cosine of two bottlenecks: 1 for the same picture");
        lines[6].ShouldMatch(@"^Compared with 48 photos in \d+\.\d{3} s, after loading their bottlenecks in \d+\.\d s \(0 computed\)\.$");
    }

    [Fact]
    public async Task ItselfIsListedOnRequestAndCopiesAlwaysTiesByPath()
    {
        string copy = Path.Combine(run.ImageDir, "squares", "a copy.jpg"), other = Path.Combine(run.ImageDir, "squares", "b copy.jpg");
        File.Copy(Query, copy);
        File.Copy(Query, other);
        string link = run.Folder.PathOf("link.jpg");
        File.CreateSymbolicLink(link, Query);

        (await PathsAsync("--image", Query, "--count", "2")).ShouldBe([copy, other]);
        (await PathsAsync("--image", link, "--count", "2")).ShouldBe([copy, other]);
        (await PathsAsync("--image", Query, "--count", "3", "--include_query")).ShouldBe([Query, copy, other]);
        (await PathsAsync("--image", copy, "--count", "2")).ShouldBe([Query, other]);
    }

    [Fact]
    public async Task TheSameForAnyNumberOfThreadsAndWhateverIsCached()
    {
        string[] arguments = ["--image", Query, Path.Combine(run.ImageDir, "squares"), "--count", "48"];
        string[] expected = await Lines();

        foreach (string threads in new[] { "1", "2", "5" })
        {
            (await Lines("--threads", threads)).ShouldBe(expected);
        }

        (await Lines("--bottleneck_dir", run.Folder.PathOf("empty"))).ShouldBe(expected);
        (await Lines("--bottleneck_dir", run.Folder.PathOf("empty"))).ShouldBe(expected);

        async Task<string[]> Lines(params string[] more) =>
            [.. (await SearchAsync([.. arguments, .. more])).GetProperty("searched").EnumerateArray().Select(one => one.GetRawText())];
    }

    [Fact]
    public async Task WhatIsMissingIsComputedAndKept()
    {
        string cache = run.Folder.PathOf("other");
        string[] arguments = ["--image", Query, "--bottleneck_dir", cache];

        (await SearchAsync(arguments)).GetProperty("computed").GetInt32().ShouldBe(48);
        (await SearchAsync(arguments)).GetProperty("computed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task WhatOthersSharedIsNotComputed()
    {
        string[] arguments = ["--image", Query, "--shared_cache", run.Folder.PathOf("team")];
        Directory.CreateDirectory(run.Folder.PathOf("team"));

        JsonElement first = await SearchAsync([.. arguments, "--bottleneck_dir", run.Folder.PathOf("mine")]);
        JsonElement second = await SearchAsync([.. arguments, "--bottleneck_dir", run.Folder.PathOf("yours")]);

        // A single photo is asked for under its own name, but went into a pack with the others.
        (first.GetProperty("computed").GetInt32(), second.GetProperty("computed").GetInt32()).ShouldBe((48, 1));
        second.GetProperty("searched").GetRawText().ShouldBe(first.GetProperty("searched").GetRawText());
    }

    [Fact]
    public async Task AFolderNeedsNoCategories()
    {
        string flat = run.Folder.PathOf("flat");
        Directory.CreateDirectory(Path.Combine(flat, "some"));
        File.Copy(Query, Path.Combine(flat, "beside.jpg"));
        File.Copy(Path.Combine(run.ImageDir, "squares", "1.jpg"), Path.Combine(flat, "some", "in.jpg"));

        ToolRun search = await ToolCall.RunAsync(run.CacheDir, "search", "--image", Query, "--image_dir", flat, "--json");

        JsonElement[] similar = Similar(Root(search.ShouldSucceed()));
        similar.Select(photo => photo.GetProperty("label").GetString()).ShouldBe([null, "some"]);
        similar[0].GetProperty("similarity").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task APhotoThatCannotBeReadIsLeftOutAndAQueryIsAnError()
    {
        string bad = Path.Combine(run.ImageDir, "circles", "bad.jpg");
        await File.WriteAllTextAsync(bad, "no photo", TestContext.Current.CancellationToken);

        ToolRun found = await ToolCall.RunAsync(run.CacheDir, "search", "--image", Query, "--image_dir", run.ImageDir, "--json");
        ToolRun refused = await ToolCall.RunAsync(run.CacheDir, "search", "--image", bad, Query, "--image_dir", run.ImageDir, "--json");

        found.ShouldSucceed().Error.ShouldContain($"{bad} : warning RT1003: ");
        Root(found).GetProperty("unreadable").GetInt32().ShouldBe(1);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain($"{bad} : error RT1003: ");
        Root(refused).GetProperty("searched").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task NamesAreShownWithTheirEscapes()
    {
        string name = "\u001B[2J\u202E\n x : error RT9999: y";
        string category = Path.Combine(run.Folder.PathOf("nasty"), "a\u001B[31m b");
        Directory.CreateDirectory(category);
        File.Copy(Query, Path.Combine(category, $"{name}.jpg"));

        ToolRun text = await ToolCall.RunAsync(run.CacheDir, "search", Query, "--image_dir", run.Folder.PathOf("nasty"));
        ToolRun json = await ToolCall.RunAsync(run.CacheDir, "search", Query, "--image_dir", run.Folder.PathOf("nasty"), "--json");

        text.ShouldSucceed().Output.TrimEnd('\n').Split('\n').ShouldAllBe(line => NastyNames.IsInert(line));
        text.Output.ShouldContain(@"\u001B[2J\u202E\n x : error RT9999: y.jpg");
        Similar(Root(json)).ShouldHaveSingleItem().GetProperty("image").GetString()!.ShouldEndWith($"{name}.jpg");
        json.Output.TrimEnd('\n').ShouldSatisfyAllConditions(line => NastyNames.IsInert(line).ShouldBeTrue());
    }

    [Fact]
    public async Task AMistakeOnTheCommandLineIsNamed()
    {
        (await CodeAsync("--image_dir", run.ImageDir)).ShouldBe((2, "RT4004"));
        (await CodeAsync("--image", Query)).ShouldBe((2, "RT4004"));
        (await CodeAsync("--image", Query, "--image_dir", run.Folder.PathOf("none"))).ShouldBe((2, "RT1001"));
        (await CodeAsync("--image", run.Folder.PathOf("none.jpg"), "--image_dir", run.ImageDir)).ShouldBe((2, "RT4009"));
        (await CodeAsync("--image", Query, "--image_dir", run.ImageDir, "--count", "0")).ShouldBe((2, "RT4003"));
        Directory.CreateDirectory(run.Folder.PathOf("empty"));
        (await CodeAsync("--image", Query, "--image_dir", run.Folder.PathOf("empty"))).ShouldBe((1, "RT1022"));

        async Task<(int, string)> CodeAsync(params string[] arguments)
        {
            ToolRun wrong = await ToolCall.RunAsync(run.CacheDir, ["search", .. arguments]);
            return (wrong.ExitCode, wrong.Error.Split("error ")[1].Split(':')[0]);
        }
    }

    // The network of a training, and the model that it wrote for an app.
    [Fact]
    public async Task AnAppFindsTheSamePhotos()
    {
        (await run.TrainAsync("--output_onnx", run.OutputOf("output_graph.onnx"))).ShouldSucceed();
        string[] paths = [.. (await PathsAsync("--image", Query, "--count", "48")), Query];
        Dictionary<string, float[]> printed = await BottlenecksAsync(paths);

        foreach (string graph in new[] { run.Graph, run.OutputOf("output_graph.onnx") })
        {
            using ImageEmbedder embedder = ImageEmbedder.Load(graph);
            foreach ((string path, EmbeddingResult result) in paths.Zip(embedder.EmbedMany(paths)))
            {
                result.Bottleneck.ShouldBe(printed[path]);
            }
        }
    }

    private static double Cosine(float[] a, float[] b)
    {
        double Dot(float[] x, float[] y) => x.Zip(y, (p, q) => (double)p * q).Sum();
        return Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));
    }

    private static JsonElement Root(ToolRun search) => JsonDocument.Parse(Encoding.UTF8.GetBytes(search.Output)).RootElement;

    private static JsonElement[] Similar(JsonElement found) =>
        [.. found.GetProperty("searched")[0].GetProperty("similar").EnumerateArray()];

    private async Task<JsonElement> SearchAsync(params string[] arguments) =>
        Root((await ToolCall.RunAsync(run.CacheDir, ["search", "--image_dir", run.ImageDir, "--json", .. arguments])).ShouldSucceed());

    private async Task<string[]> PathsAsync(params string[] arguments) =>
        [.. Similar(await SearchAsync(arguments)).Select(photo => photo.GetProperty("image").GetString()!)];

    private async Task<Dictionary<string, float[]>> BottlenecksAsync(string[] paths) =>
        (await ToolCall.RunAsync(run.CacheDir, ["bottlenecks", .. paths, "--json"])).ShouldSucceed().Output.TrimEnd().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                json => json.GetProperty("image").GetString()!,
                json => json.GetProperty("bottleneck").EnumerateArray().Select(value => value.GetSingle()).ToArray());
}
