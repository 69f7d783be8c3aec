using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class UnreadableImagesTests : IDisposable
{
    private static readonly Digest Image = Digest.Of("no image"u8);

    private readonly CacheFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void TheProblemIsReportedForEveryFileWithTheBytes()
    {
        Remember();

        Lookup("roses/7.jpg").ShouldBe(new Diagnostic(Severity.Error, "RT1003", "roses/7.jpg", "not a photo"));
    }

    [Fact]
    public void AnotherDecoderOrOtherBytesAreTriedAgain()
    {
        Remember();

        Lookup("7.jpg", decoder: "v2").ShouldBeNull();
        Lookup("7.jpg", image: Digest.Of("another"u8)).ShouldBeNull();
    }

    [Theory]
    [InlineData("message = 'not a phot'")]
    [InlineData("message = NULL")]
    [InlineData("code = 'RT1004'")]
    [InlineData("checksum = checksum + 1")]
    [InlineData("checksum = 'text'")]
    public void ADamagedRowIsForgottenWithAWarning(string change)
    {
        Remember();
        fixture.AllowAnyValue();
        fixture.Execute($"UPDATE unreadable_images SET {change}");

        Lookup("7.jpg").ShouldBeNull();
        fixture.Codes.ShouldBe(["RT3004"]);

        Remember();
        Lookup("7.jpg").ShouldNotBeNull();
    }

    [Fact]
    public void ADatabaseOfVersion1GetsTheTableAndKeepsItsBottlenecks()
    {
        fixture.Put(0, 3);
        fixture.Execute("DROP TABLE unreadable_images; PRAGMA user_version = 1");

        Remember();

        Lookup("7.jpg").ShouldNotBeNull();
        fixture.Misses(3).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    private void Remember()
    {
        using BottleneckCache cache = fixture.Open();
        cache.UnreadableImages.Remember([(Image, new Diagnostic(Severity.Error, "RT1003", "a.jpg", "not a photo"))], "v1");
    }

    private Diagnostic? Lookup(string path, string decoder = "v1", Digest? image = null)
    {
        using BottleneckCache cache = fixture.Open();
        return cache.UnreadableImages.Lookup([(path, image ?? Image)], decoder, TestContext.Current.CancellationToken)
            .ShouldHaveSingleItem();
    }
}
