using Retrain.Tests.Infrastructure;
using Retrain.Training.Packs;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

/// <summary>Whatever a store does, a run gets right values or none, is told once, and goes on.</summary>
public sealed class SharedCacheFaultTests : IDisposable
{
    private static readonly byte[] Right = SharedFixture.PackOf(0, SharedFixture.Bottleneck(0));

    private readonly StoreServer server = new();
    private readonly SharedFixture shared;

    public SharedCacheFaultTests() => shared = new(server.Address);

    /// <summary>Answers to GET, and the code that each is told with.</summary>
    private static readonly Dictionary<string, (Func<Stream, Task> Answer, string? Code)> Answers = new(StringComparer.Ordinal)
    {
        ["404"] = (StoreServer.Status(404), null),
        ["410"] = (StoreServer.Status(410), null),
        ["401"] = (StoreServer.Status(401), "RT3024"),
        ["403"] = (StoreServer.Status(403), "RT3024"),
        ["500"] = (StoreServer.Status(500), "RT3024"),
        ["503"] = (StoreServer.Status(503), "RT3024"),
        ["204"] = (StoreServer.Status(204), "RT3024"),
        ["nothing"] = (_ => Task.CompletedTask, "RT3024"),
        ["not HTTP"] = (stream => stream.WriteAsync("SSH-2.0-x\r\n"u8.ToArray()).AsTask(), "RT3024"),
        ["half a body"] = (StoreServer.Body(Right[..(Right.Length / 2)], Right.Length), "RT3026"),
        ["half a body that is all"] = (StoreServer.Body(Right[..(Right.Length / 2)], Right.Length / 2), "RT3026"),
        ["a length that is too small"] = (StoreServer.Body(Right, Right.Length - 1), "RT3026"),
        ["a length that is too large"] = (StoreServer.Body(Right, Right.Length + 1), "RT3026"),
        ["a length beyond all"] = (StoreServer.Body(Right, long.MaxValue), "RT3026"),
        ["an empty body"] = (StoreServer.Body([], 0), "RT3026"),
        ["a page"] = (StoreServer.Body("<html>log in</html>"u8.ToArray(), null), "RT3026"),
        ["no end"] = (StoreServer.Endless, "RT3026"),
        ["a wrong hash"] = (StoreServer.Body([.. Right[..60], (byte)(Right[60] ^ 1), .. Right[61..]], null), "RT3026"),
        ["another key's"] = (StoreServer.Body(SharedFixture.PackOf(1, SharedFixture.Bottleneck(0)), null), "RT3026"),
        ["another length"] = (StoreServer.Body(SharedFixture.PackOf(0, [1, 2, 3]), null), "RT3028"),
        ["not a number"] = (StoreServer.Body(SharedFixture.PackOf(0, [.. SharedFixture.Bottleneck(0)[1..], float.NaN]), null), "RT3026"),
        ["infinite"] = (StoreServer.Body(
            SharedFixture.PackOf(0, [.. SharedFixture.Bottleneck(0)[1..], float.NegativeInfinity]), null), "RT3026"),
    };

    public static TheoryData<string> AnswerNames => [.. Answers.Keys];

    public void Dispose() => server.Dispose();

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public void ABadAnswerIsAMiss(string name)
    {
        (Func<Stream, Task> answer, string? code) = Answers[name];
        server.Fault = request => request.Path.Contains(SharedFixture.Key(0).Hash.ToString(), StringComparison.Ordinal) ? answer : null;

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Misses(run, 0, 1).ShouldBe([0]);
            SharedFixture.Misses(run, 0, 1).ShouldBe([0]);
        }

        shared.Codes.ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public void BadAnswersToEverythingAreMisses(string name)
    {
        (Func<Stream, Task> answer, string? code) = Answers[name];
        shared.Write(0, 100);
        server.Fault = _ => answer;

        shared.Misses(0, 100).Count.ShouldBe(100);

        // To the listings, another length is damage too.
        shared.Codes.ShouldBe(code is null ? [] : [code == "RT3028" ? "RT3026" : code]);
    }

    [Fact]
    public void AServerThatIsNotThereIsToldOnce()
    {
        server.Stop();

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Misses(run, 0, 1).ShouldBe([0]);
            SharedFixture.Offer(run, 0, 1);
        }

        shared.Codes.ShouldBe(["RT3024"]);
    }

    [Fact]
    public void AServerThatDoesNotAnswerIsLeftAfterThePatience()
    {
        server.Fault = _ => StoreServer.Hang;
        shared.PatienceSeconds = 0.3;

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Misses(run, 0, 100).Count.ShouldBe(100);
            SharedFixture.Misses(run, 0, 100).Count.ShouldBe(100);
            SharedFixture.Offer(run, 0, 100);
        }

        shared.Codes.ShouldBe(["RT3029"]);
        server.Requests.Count.ShouldBeLessThanOrEqualTo(PackListing.Parts);
    }

    [Fact]
    public void AServerThatDoesNotTakeWhatItIsGivenIsLeftAfterThePatience()
    {
        server.Fault = request => request.Method == "PUT" ? StoreServer.Hang : null;
        shared.PatienceSeconds = 0.3;

        shared.Write(0, 100).ShouldBeFalse();

        shared.Codes.ShouldBe(["RT3023"]);
        shared.Warnings.Single().Message.ShouldContain("100 bottlenecks");
    }

    [Fact]
    public void ReadingAndWritingShareThePatience()
    {
        server.Fault = _ => StoreServer.Hang;
        SharedPatience patience = new(TimeSpan.FromSeconds(0.3));
        using (SharedCache run = shared.Open(patience))
        {
            SharedFixture.Misses(run, 0, 1);
        }

        patience.Left.ShouldBe(TimeSpan.Zero);
        using SharedCache next = shared.Open(patience);
        SharedFixture.Misses(next, 0, 1).ShouldBe([0]);
    }

    [Fact]
    public void TimeInWhichBottlenecksArriveIsNotLost()
    {
        shared.Write(0, 1);
        SharedPatience patience = new(TimeSpan.FromSeconds(60));
        using SharedPatience.Wait wait = patience.BeginReading(TestContext.Current.CancellationToken);

        Thread.Sleep(500);
        wait.Earn(1_000_000);
        wait.Dispose();

        patience.Left.ShouldBeGreaterThan(TimeSpan.FromSeconds(59.7));
    }

    [Fact]
    public async Task ACancelledRunEndsAtOnce()
    {
        server.Fault = _ => StoreServer.Hang;
        using CancellationTokenSource cancellation = new();
        using SharedCache run = shared.Open();

        Task fetching = Task.Run(
            () => run.Fetch(1, SharedFixture.Key, (_, _) => { }, cancellation.Token), TestContext.Current.CancellationToken);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(fetching);
        shared.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "key", true)]
    [InlineData("key", "key", false)]
    [InlineData("other", "key", true)]
    [InlineData("other", null, false)]
    public void OnlyWhatIsSignedIsBelievedWhereThereIsAKey(string? writers, string? readers, bool isMissed)
    {
        shared.SigningKey = writers is null ? null : new PackSigningKey(writers);
        shared.Write(0, 1);
        shared.Write(1, 50);
        shared.SigningKey = readers is null ? null : new PackSigningKey(readers);

        shared.Misses(0, 51).Count.ShouldBe(isMissed ? 51 : 0);

        shared.Codes.ShouldBe(isMissed ? ["RT3027"] : []);
    }
}
