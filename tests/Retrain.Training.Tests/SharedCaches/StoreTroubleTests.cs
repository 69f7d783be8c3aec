using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

/// <summary>A server may fall silent, dawdle or go away at any request, and in the middle of any answer.</summary>
public static class StoreTroubleTests
{
    private const double PatienceSeconds = 0.5;
    private const double Long = 300;
    private const int Many = 10_000;

    // Far beyond the patience, for machines that are busy; what is held against it would wait for longer, or for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    // The body of an answer to PUT is not waited for, and what was PUT is kept then.
    private static readonly Dictionary<string, Trouble> Troubles = new(StringComparer.Ordinal)
    {
        ["hangs"] = new((_, _) => StoreServer.Hang, "RT3029", "RT3023"),
        ["hangs in the body"] = new((body, _) => StoreServer.HangIn(body), "RT3029", null),
        ["a byte a second"] = new((body, _) => StoreServer.Trickle(body), "RT3029", "RT3023"),
        ["a byte of the body a second"] = new((body, _) => StoreServer.TrickleIn(body), "RT3029", null),

        // Told of at once, or when it was tried again in vain; a busy machine may take a while to come so far.
        ["resets"] = new((_, _) => StoreServer.Reset, "RT3024", "RT3025") { Patience = Long },
        ["is busy, then hangs"] =
            new((_, met) => met == 1 ? StoreServer.Status(503) : StoreServer.Hang, "RT3024", "RT3025") { Patience = 3 },
        ["resets in the body"] = new((body, _) => StoreServer.ResetIn(body), "RT3026", null) { Patience = Long },
        ["ends"] = new((_, _) => _ => Task.CompletedTask, "RT3024", "RT3025") { Patience = Long },
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

    [Fact]
    public static void WritingIsTheCauseWhereOnlyReadingWasAnswered()
    {
        using StoreServer server = new() { Fault = request => request.Method == "PUT" ? StoreServer.Hang : null };
        SharedFixture shared = new(server.Address);
        SharedPatience patience = new(TimeSpan.FromSeconds(6 * PatienceSeconds));
        using (SharedPatience.Wait slow = patience.BeginReading(TestContext.Current.CancellationToken))
        {
            // As where a machine is busy: reading was answered, and took more than writing may take now.
            Thread.Sleep(TimeSpan.FromSeconds(4 * PatienceSeconds));
        }

        using (SharedCache run = shared.Open(patience))
        {
            SharedFixture.Offer(run, 0, 1);
        }

        shared.Codes.ShouldBe(["RT3023"]);
    }

    [Fact]
    public static void APageInPlaceOfEveryAnswerIsToldAsSuch()
    {
        byte[] page = "<html>Please log in"u8.ToArray();
        using StoreServer server = new() { Fault = request => request.Method == "GET" ? StoreServer.Body(page, page.Length) : null };
        SharedFixture shared = new(server.Address) { PatienceSeconds = Long };

        shared.Write(0, 100);

        shared.Codes.Distinct().ShouldBe(["RT3026"]);
    }

    [Theory]
    [InlineData("GET", "RT3029")]
    [InlineData("PUT", "RT3023")]
    public static void ALaterPartOfTheRunHasTheCauseOfTheEarlierOne(string method, string code)
    {
        using StoreServer server = new() { Fault = request => request.Method == method ? StoreServer.Hang : null };
        SharedFixture shared = new(server.Address);
        SharedPatience patience = new(TimeSpan.FromSeconds(PatienceSeconds));
        using (SharedCache first = shared.Open(patience))
        {
            if (method == "GET")
            {
                SharedFixture.Misses(first, 0, 1).ShouldBe([0]);
            }

            SharedFixture.Offer(first, 0, 40);
        }

        using (SharedCache second = shared.Open(patience))
        {
            SharedFixture.Misses(second, 40, 3).ShouldBe([40, 41, 42]);
            SharedFixture.Offer(second, 40, 3);
        }

        shared.Codes.Distinct().ShouldBe([code]);
        string[] counts = method == "GET" ? [] : ["40 bottlenecks", "3 bottlenecks"];
        counts.ShouldAllBe(count => shared.Warnings.Any(warning => warning.Message.Contains($"so {count}", StringComparison.Ordinal)));
    }

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

    private static void Meet(string name, string method, string kind)
    {
        using StoreServer server = new();
        SharedFixture shared = new(server.Address);
        int count = kind == "entry" ? 1 : 100;
        if (method == "GET")
        {
            shared.Write(0, count).ShouldBeTrue();
        }

        Trouble trouble = Troubles[name];
        int met = 0;
        shared.PatienceSeconds = trouble.Patience;
        server.Fault = request =>
        {
            if (request.Method != method || KindOf(request.Path) != kind)
            {
                return null;
            }

            byte[] body = server.Objects.GetValueOrDefault(request.Path) ?? new byte[1000];
            if (method == "PUT" && trouble.Written is null)
            {
                server.Objects[request.Path] = request.Body;
            }

            return trouble.Answer(body, Interlocked.Increment(ref met));
        };
        long started = Stopwatch.GetTimestamp();
        using (SharedCache run = shared.Open())
        {
            if (method == "GET")
            {
                // Whatever is found is compared with what is right.
                SharedFixture.Misses(run, 0, count);
            }

            SharedFixture.Offer(run, count, count);
        }

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Longest, $"{name}, {method} {kind}");
        string? code = method == "GET" ? trouble.Read : trouble.Written;
        shared.Codes.ShouldBe(code is null ? [] : [code], $"{name}, {method} {kind}");
    }

    private static string KindOf(string path) =>
        path.StartsWith("/cas/", StringComparison.Ordinal) ? "pack" : Listings.Contains(path) ? "listing" : "entry";

    /// <summary>What a server does, and the code that it is told with, whatever the kind of object.</summary>
    /// <param name="Answer">Makes an answer of what is asked for, and of the number of such requests so far.</param>
    /// <param name="Read">The code where something is read.</param>
    /// <param name="Written">The code where something is written; <see langword="null"/> if that is no trouble.</param>
    private sealed record Trouble(Func<byte[], int, Func<Stream, Task>> Answer, string Read, string? Written)
    {
        /// <summary>The seconds that a run may lose.</summary>
        public double Patience { get; init; } = PatienceSeconds;
    }
}
