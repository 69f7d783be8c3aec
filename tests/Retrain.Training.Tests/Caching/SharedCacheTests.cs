using System.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Files;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

/// <summary>Several threads and processes share a cache; the second process is this test program, asked for one test.</summary>
public static class SharedCacheTests
{
    private const string FolderVariable = "RETRAIN_TEST_CACHE_DIR";

    [Fact]
    public static async Task ManyAtOnceLoseNothing()
    {
        using CacheFixture fixture = new();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            () =>
            {
                for (int round = 0; round < 5; round++)
                {
                    // Each opens anew, the first of them all at once; neighbours write the same images.
                    fixture.Put((worker * 10) + round, 10);
                    fixture.Misses(100);
                }
            },
            TestContext.Current.CancellationToken)));

        fixture.Misses(84).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public static async Task OneCacheServesManyThreads()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            () =>
            {
                CacheFixture.Put(cache, worker * 10, 10);
                CacheFixture.Misses(cache, 80);
            },
            TestContext.Current.CancellationToken)));

        CacheFixture.Misses(cache, 80).ShouldBeEmpty();
    }

    [Fact]
    public static async Task OneThatComesSecondUsesTheDatabaseThatTheFirstMadeMeanwhile()
    {
        using CacheFixture first = new();
        first.Put(0, 1);
        using CacheFixture second = new();

        // Another process was first, has the lock for all its run, and its database appears only after ours looked for one.
        using FileLock held = FileLock.Shared(Path.Combine(second.Folder, "bottlenecks.v1.lock"), TimeSpan.Zero);
        Task<BottleneckCache> opening = Task.Run(second.Open, TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        opening.IsCompleted.ShouldBeFalse();
        File.Copy(first.Database, second.Database + ".new");
        File.Move(second.Database + ".new", second.Database);

        using BottleneckCache cache = await opening;

        second.Warnings.ShouldBeEmpty();
        CacheFixture.Misses(cache, 1).ShouldBeEmpty();
    }

    [Fact]
    public static async Task TwoProcessesAtOnceFindEachOthersBottlenecks()
    {
        using CacheFixture fixture = new();
        using Process other = StartWriter(fixture.Folder);
        using BottleneckCache cache = fixture.Open();

        while (!other.HasExited)
        {
            CacheFixture.Put(cache, 1_000, 10);
            CacheFixture.Misses(cache, 20);
        }

        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        other.ExitCode.ShouldBe(0, await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        CacheFixture.Misses(cache, 200).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public static async Task AProcessKilledWhileWritingLeavesAWholeDatabase()
    {
        using CacheFixture fixture = new();
        using (Process other = StartWriter(fixture.Folder))
        {
            while (!File.Exists(fixture.Database) || fixture.Misses(10).Count > 0)
            {
                other.HasExited.ShouldBeFalse("the writer ended before it wrote");
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Batches of ten are there in full or not at all.
        (fixture.Misses(200).Count % 10).ShouldBe(0);
        fixture.Put(0, 200);
        fixture.Misses(200).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    /// <summary>The work of the second process.</summary>
    [Fact(Explicit = true)]
    public static void Writer()
    {
        string folder = Environment.GetEnvironmentVariable(FolderVariable)
            ?? throw new InvalidOperationException($"{FolderVariable} is not set");
        for (int first = 0; first < 200; first += 10)
        {
            using BottleneckCache cache = BottleneckCache.Open(folder, warning => Assert.Fail(warning.ToString()));
            CacheFixture.Put(cache, first, 10);
            CacheFixture.Misses(cache, first + 10).ShouldBeEmpty();
            Thread.Sleep(5);
        }
    }

    private static Process StartWriter(string folder)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Retrain.Training.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true };
        start.ArgumentList.Add("-explicit");
        start.ArgumentList.Add("only");
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{typeof(SharedCacheTests).FullName}.{nameof(Writer)}");
        start.Environment[FolderVariable] = folder;
        // The runner's own variables would have the new process report to it.
        foreach (string name in start.Environment.Keys
            .Where(name => name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }
}
