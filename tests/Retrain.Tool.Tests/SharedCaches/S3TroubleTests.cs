using System.Diagnostics;
using System.Globalization;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.SharedCaches;

/// <summary>Amazon's SDK waits and asks again as it likes; a run does not.</summary>
public static class S3TroubleTests
{
    // A process on a busy machine takes some seconds; the SDK would wait for a hundred.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    // The SDK asks again by itself, and on a busy machine it takes seconds before it has asked at all.
    [Theory]
    [InlineData("hangs", "RT3029", "RT3023", 4)]
    [InlineData("trickles", "RT3029", null, 1)]
    [InlineData("resets", "RT3024", "RT3025", 300)]
    [InlineData("is busy, then hangs", "RT3024", "RT3025", 6)]
    public static async Task CostsNoMoreThanThePatience(string trouble, string read, string? written, int patience) => await Task.WhenAll(
        MeetAsync("GET", trouble, read, patience), written is null ? Task.CompletedTask : MeetAsync("PUT", trouble, written, patience));

    [Fact]
    public static async Task WhatIsWrittenIsRead()
    {
        using StoreServer server = new();
        using TrainingRun run = new TrainingRun().Draw(6);
        ToolRun computed = await ExtractAsync(server, run);
        Directory.Delete(run.CacheDir, recursive: true);
        int written = server.Objects.Count;

        ToolRun fetched = await ExtractAsync(server, run);

        fetched.Output.ShouldBe(computed.ShouldSucceed().Output);
        (computed.Error + fetched.Error).ShouldNotContain("RT30");
        server.Objects.Count.ShouldBe(written);
        (await ToolCall.RunAsync("", "cache", "info", "--bottleneck_dir", run.CacheDir, "--json")).Output.ShouldContain("\"fetched\":12");
    }

    private static async Task MeetAsync(string method, string trouble, string code, int patience)
    {
        using StoreServer server = new();
        using TrainingRun run = new TrainingRun().Draw(6);
        int met = 0;
        server.Fault = request => request.Method != method ? null : trouble switch
        {
            "hangs" => StoreServer.Hang,
            "trickles" => StoreServer.TrickleIn(new byte[1000]),
            "resets" => StoreServer.Reset,
            _ => Interlocked.Increment(ref met) == 1 ? StoreServer.Status(503) : StoreServer.Hang,
        };
        long started = Stopwatch.GetTimestamp();

        ToolRun extracted = await ExtractAsync(server, run, patience);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest);
        extracted.ShouldSucceed().Error.ShouldContain(code, Case.Sensitive, $"{method} {trouble}");
        extracted.Output.Split('\n').Length.ShouldBe(13);
        server.Requests.ShouldAllBe(request => request.Path.StartsWith("/team/pre%20fix/", StringComparison.Ordinal));
    }

    private static Task<ToolRun> ExtractAsync(StoreServer server, TrainingRun run, int patience = 300) => ChildProcess.RunAsync(
        "dotnet", [ToolProcess.ToolPath, "bottlenecks", run.ImageDir],
        new()
        {
            ["RETRAIN_CACHE_DIR"] = run.CacheDir,
            ["RETRAIN_CACHE_URL"] = "s3://team/pre fix",
            ["RETRAIN_CACHE_PATIENCE"] = patience.ToString(CultureInfo.InvariantCulture),
            ["AWS_ACCESS_KEY_ID"] = "key",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = server.Address,
        },
        TestContext.Current.CancellationToken);
}
