using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

/// <summary>A server may fall silent, dawdle or go away at any request, and in the middle of any answer.</summary>
public static class StoreTroubleTests
{
    private const double PatienceSeconds = 0.5;
    private const int Many = 10_000;

    // Far beyond the patience, for machines that are busy; what is held against it would wait for longer, or for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Func<byte[], Func<Stream, Task>>> Troubles = new(StringComparer.Ordinal)
    {
        ["hangs"] = _ => StoreServer.Hang,
        ["hangs in the body"] = StoreServer.HangIn,
        ["a byte a second"] = StoreServer.Trickle,
        ["a byte of the body a second"] = StoreServer.TrickleIn,
        ["resets"] = _ => StoreServer.Reset,
        ["resets in the body"] = StoreServer.ResetIn,
        ["ends"] = _ => _ => Task.CompletedTask,
    };

    private static readonly HashSet<string> Listings =
        [.. Enumerable.Range(0, PackListing.Parts).Select(part => $"/{PackListing.NameOf(SharedFixture.Recipe.Network, part)}")];

    public static TheoryData<string> TroubleNames => [.. Troubles.Keys];

    [Theory]
    [MemberData(nameof(TroubleNames))]
    public static async Task CostsNoMoreThanThePatienceAtAnyRequest(string trouble) => await Task.WhenAll(
        from method in (string[])["GET", "PUT"]
        from kind in (string[])["entry", "listing", "pack"]
        select Task.Run(() => Meet(trouble, method, kind), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public static void SilenceAfterABurstIsNotPaidForByTheBurst(string method)
    {
        using StoreServer server = new();
        SharedFixture shared = new(server.Address);
        if (method == "GET")
        {
            shared.Write(0, Many).ShouldBeTrue();
        }

        int packs = 0;
        shared.PatienceSeconds = PatienceSeconds;
        server.Fault = request => (request.Method == method, KindOf(request.Path)) switch
        {
            (true, "listing") when method == "PUT" => StoreServer.Hang,
            (true, "pack") when method == "GET" && Interlocked.Increment(ref packs) > 4 => StoreServer.Hang,
            _ => null,
        };
        long started = Stopwatch.GetTimestamp();

        if (method == "GET")
        {
            shared.Misses(0, Many).Count.ShouldBeInRange(1, Many - 1);
        }
        else
        {
            shared.Write(0, Many).ShouldBeFalse();
        }

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest);
        shared.Codes.ShouldBe([method == "GET" ? "RT3029" : "RT3023"]);
    }

    [Fact]
    public static void ARunThatWaitsForItsWritesDoesNotWaitForASilentServer()
    {
        using StoreServer server = new() { Fault = request => request.Method == "PUT" ? StoreServer.Hang : null };
        SharedCacheOptions options = new()
        {
            Address = server.Address,
            WaitsForWrites = true,
            Patience = new SharedPatience(TimeSpan.FromSeconds(PatienceSeconds)),
        };
        long started = Stopwatch.GetTimestamp();
        using SharedCache run = options.Open(_ => { })!;

        // More than is kept in memory for a slow server.
        ReadOnlyMemory<float> large = new float[1 << 20];
        for (int image = 0; image < 20; image++)
        {
            run.Offer([(SharedFixture.Key(image), large)]);
        }

        run.Finish(TimeSpan.FromSeconds(PatienceSeconds), TestContext.Current.CancellationToken).ShouldBeFalse();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest);
    }

    private static void Meet(string trouble, string method, string kind)
    {
        using StoreServer server = new();
        SharedFixture shared = new(server.Address);
        int count = kind == "entry" ? 1 : 100;
        if (method == "GET")
        {
            shared.Write(0, count).ShouldBeTrue();
        }

        shared.PatienceSeconds = PatienceSeconds;
        server.Fault = request => request.Method == method && KindOf(request.Path) == kind
            ? Troubles[trouble](server.Objects.GetValueOrDefault(request.Path) ?? new byte[1000])
            : null;
        long started = Stopwatch.GetTimestamp();
        using (SharedCache run = shared.Open())
        {
            // Whatever is found is compared with what is right.
            SharedFixture.Misses(run, 0, count);
            SharedFixture.Offer(run, count, count);
        }

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest, $"{trouble}, {method} {kind}");
        shared.Codes.ShouldBeSubsetOf(["RT3023", "RT3024", "RT3025", "RT3026", "RT3029"]);
        shared.Codes.ShouldBeUnique();
    }

    private static string KindOf(string path) =>
        path.StartsWith("/cas/", StringComparison.Ordinal) ? "pack" : Listings.Contains(path) ? "listing" : "entry";
}
