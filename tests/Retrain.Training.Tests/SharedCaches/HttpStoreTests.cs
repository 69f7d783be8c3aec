using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

public sealed class HttpStoreTests : IDisposable
{
    private readonly StoreServer server = new();
    private readonly SharedFixture shared;

    public HttpStoreTests() => shared = new($"{server.Address}/team/");

    public void Dispose() => server.Dispose();

    [Fact]
    public void ANewPhotoIsOneRequestToReadAndOneToWrite()
    {
        shared.Misses(0, 1).ShouldBe([0]);
        shared.Write(0, 1);
        shared.Misses(0, 1).ShouldBeEmpty();

        string path = $"/team/ac/{SharedFixture.Key(0).Hash}";
        server.Requests.Select(request => (request.Method, request.Path)).ShouldBe([("GET", path), ("PUT", path), ("GET", path)]);
    }

    [Fact]
    public void ManyAreFewRequests()
    {
        shared.Write(0, 10_000).ShouldBeTrue();
        int written = server.Requests.Count;

        shared.Misses(0, 10_000).ShouldBeEmpty();

        written.ShouldBeLessThan(100);
        (server.Requests.Count - written).ShouldBeLessThan(16 + 20);
    }

    [Fact]
    public void ManyThatNobodyHasAreFewRequests()
    {
        shared.Write(10_000, 100);
        int written = server.Requests.Count;

        shared.Misses(0, 10_000).Count.ShouldBe(10_000);

        (server.Requests.Count - written).ShouldBe(PackListing.Parts + 64);
    }

    [Fact]
    public void APackIsFetchedOnlyIfARunWantsSomethingOfIt()
    {
        shared.Write(0, 100);
        shared.Write(1000, 100);
        int written = server.Requests.Count;

        shared.Misses(0, 50).ShouldBeEmpty();

        server.Requests.Skip(written).Count(request => request.Path.Contains("/cas/", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void ManyThatWereWrittenOneByOneAreAllFound()
    {
        for (int image = 0; image < 150; image++)
        {
            shared.Write(image, 1);
        }

        shared.Misses(0, 150).ShouldBeEmpty();
    }

    [Fact]
    public void TheAddressesPasswordIsShownToItsServerAndToNoOneElse()
    {
        using StoreServer other = new();
        server.Fault = _ => StoreServer.Status(307, $"Location: {other.Address}/there");
        SharedFixture secret = new(server.Address.Replace("//", "//me:s%40cret@", StringComparison.Ordinal));

        secret.Misses(0, 1);
        secret.Write(0, 1).ShouldBeTrue();

        string header = $"Basic {Convert.ToBase64String("me:s@cret"u8)}";
        server.Requests.Select(request => request.Authorization).ShouldBe([header, header]);
        other.Requests.Select(request => (request.Method, request.Path, request.Authorization)).ShouldBe(
            [("GET", "/there", null), ("PUT", "/there", null)]);
        other.Objects["/there"].ShouldBe(SharedFixture.PackOf(0, SharedFixture.Bottleneck(0)));
    }

    [Theory]
    [InlineData("me:s%40cret@", "")]
    [InlineData("", "?sig=s@cret")]
    public void NoMessageHasASecret(string userInfo, string query)
    {
        server.Fault = _ => StoreServer.Status(403);
        SharedFixture secret = new($"{server.Address.Replace("//", $"//{userInfo}", StringComparison.Ordinal)}/x{query}");

        secret.Misses(0, 1).ShouldBe([0]);

        secret.Codes.ShouldBe(["RT3024"]);
        secret.Warnings.Single().ToString().ShouldNotContain("cret");
        secret.Warnings.Single().Origin.ShouldBe($"{server.Address}/x");
        server.Requests.Single().Path.ShouldEndWith(query);
    }

    [Fact]
    public void AServerThatIsBusyForAMomentIsAskedAgain()
    {
        shared.Write(0, 1);
        int failures = 0;
        server.Fault = _ => Interlocked.Increment(ref failures) == 1 ? StoreServer.Status(503) : null;

        shared.Misses(0, 1).ShouldBeEmpty();

        shared.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("/team/ac/again")]
    public void ARedirectThatLeadsNowhereIsToldOnce(string target)
    {
        server.Fault = _ => StoreServer.Status(302, $"Location: {target}");

        shared.Misses(0, 1).ShouldBe([0]);

        shared.Codes.ShouldBe(["RT3024"]);
        server.Requests.Count.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public void AReaderWhoMayNotWriteIsToldOnceAndGoesOnReading()
    {
        shared.Write(0, 1);
        server.Fault = request => request.Method == "PUT" ? StoreServer.Status(403) : null;

        using (SharedCache run = shared.Open())
        {
            SharedFixture.Offer(run, 1, 1);
            run.Finish(null, TestContext.Current.CancellationToken).ShouldBeFalse();
            SharedFixture.Misses(run, 0, 1).ShouldBeEmpty();
        }

        shared.Codes.ShouldBe(["RT3025"]);
        shared.Warnings.Single().Message.ShouldContain("403");
    }

    [Fact]
    public void AMissingPasswordIsExplained()
    {
        server.Fault = _ => StoreServer.Status(401, "WWW-Authenticate: Basic realm=\"cache\"");

        shared.Misses(0, 1);

        shared.Warnings.Single().Message.ShouldContain("give a user and a password");
    }

    [Fact]
    public void AFullDiskIsToldAndNothingIsHalfThere()
    {
        server.Fault = request => request.Method == "PUT" ? StoreServer.Status(507) : null;

        shared.Write(0, 100).ShouldBeFalse();

        shared.Codes.ShouldBe(["RT3025"]);
        server.Fault = _ => null;
        shared.Misses(0, 100).Count.ShouldBe(100);
    }
}
