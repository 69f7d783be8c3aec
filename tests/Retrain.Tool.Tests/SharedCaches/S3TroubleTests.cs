using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.SharedCaches;

/// <summary>Amazon's SDK waits and asks again as it likes; a run does not.</summary>
public sealed class S3TroubleTests : IDisposable
{
    // A process on a busy machine takes some seconds; the SDK would wait for a hundred.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    private readonly StoreServer server = new();
    private readonly TrainingRun run = new TrainingRun().Draw(6);

    public void Dispose()
    {
        server.Dispose();
        run.Dispose();
    }

    [Theory]
    [InlineData("GET", "hangs", "RT3029")]
    [InlineData("GET", "trickles", "RT3029")]
    [InlineData("GET", "resets", "RT302")] // the SDK asks again, which may take longer than it may
    [InlineData("PUT", "hangs", "RT3023")]
    [InlineData("PUT", "resets", "RT302")]
    public async Task CostsNoMoreThanThePatience(string method, string trouble, string code)
    {
        server.Fault = request => request.Method != method ? null : trouble switch
        {
            "hangs" => StoreServer.Hang,
            "trickles" => StoreServer.TrickleIn(new byte[1000]),
            _ => StoreServer.Reset,
        };
        long started = Stopwatch.GetTimestamp();

        ToolRun extracted = await ExtractAsync(patience: "1");

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest);
        extracted.ShouldSucceed().Error.ShouldContain(code);
        extracted.Output.Split('\n').Length.ShouldBe(13);
        server.Requests.ShouldAllBe(request => request.Path.StartsWith("/team/pre%20fix/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsWrittenIsRead()
    {
        ToolRun computed = await ExtractAsync();
        Directory.Delete(run.CacheDir, recursive: true);
        int written = server.Objects.Count;

        ToolRun fetched = await ExtractAsync();

        fetched.Output.ShouldBe(computed.ShouldSucceed().Output);
        (computed.Error + fetched.Error).ShouldNotContain("RT30");
        server.Objects.Count.ShouldBe(written);
        (await ToolCall.RunAsync("", "cache", "info", "--bottleneck_dir", run.CacheDir, "--json")).Output.ShouldContain("\"fetched\":12");
    }

    private Task<ToolRun> ExtractAsync(string patience = "300") => ChildProcess.RunAsync(
        "dotnet", [ToolProcess.ToolPath, "bottlenecks", run.ImageDir],
        new()
        {
            ["RETRAIN_CACHE_DIR"] = run.CacheDir,
            ["RETRAIN_CACHE_URL"] = "s3://team/pre fix",
            ["RETRAIN_CACHE_PATIENCE"] = patience,
            ["AWS_ACCESS_KEY_ID"] = "key",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = server.Address,
        },
        TestContext.Current.CancellationToken);
}
