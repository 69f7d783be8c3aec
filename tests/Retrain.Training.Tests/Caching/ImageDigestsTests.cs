using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class ImageDigestsTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);
    private static readonly ImageContent One = ImageContent.Of("one"u8);

    // More than the grain of the clock that the system takes the time of a change from.
    private static readonly TimeSpan ClockGrain = TimeSpan.FromMilliseconds(25);

    private readonly CacheFixture fixture = new();

    private readonly TemporaryFolder photos = new();

    public void Dispose()
    {
        fixture.Dispose();
        photos.Dispose();
    }

    [Fact]
    public void TheSecondLookReadsNoImage()
    {
        string[] paths = [Photo("1.jpg", "one", LongAgo), Photo("2.jpg", "two", LongAgo)];
        fixture.Look(paths).Read.ShouldBe(paths);

        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = fixture.Look(paths);

        read.ShouldBeEmpty();
        digests.ShouldBe([Digest.Of("one"u8), Digest.Of("two"u8)]);
    }

    [Fact]
    public void ChangedBytesOfTheSameSizeAreHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        fixture.Look(path);
        Photo("1.jpg", "two", LongAgo.AddTicks(1));

        fixture.Look(path).Digests.ShouldBe([Digest.Of("two"u8)]);
    }

    [Fact]
    public void ChangedSizeAtTheSameTimeIsHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        fixture.Look(path);
        Photo("1.jpg", "three", LongAgo);

        fixture.Look(path).Digests.ShouldBe([Digest.Of("three"u8)]);
    }

    [Fact]
    public void ATouchedButEqualFileKeepsItsBottleneck()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        BottleneckKey before = CacheFixture.Recipe.KeyOf(fixture.Look(path).Digests[0]);
        File.SetLastWriteTimeUtc(path, LongAgo.AddDays(1));
        Thread.Sleep(ClockGrain);

        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = fixture.Look(path);

        read.ShouldBe([path]);
        CacheFixture.Recipe.KeyOf(digests[0]).ShouldBe(before);
        fixture.Look(path).Read.ShouldBeEmpty();
    }

    [Fact]
    public void AFileChangedWithinTheClocksGrainOfTheLastLookIsHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        FileFacts justWritten = FileFacts.Of(path) with { SeenUtc = LongAgo.AddSeconds(1.9) };
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(justWritten, One)]);
        Photo("1.jpg", "two", LongAgo);

        cache.ImageDigests.Lookup([FileFacts.Of(path)], TestContext.Current.CancellationToken).ShouldBe([null]);
    }

    [Fact]
    public void AFileIsTrustedOnceALaterLookSawItUnchanged()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        FileFacts facts = Trusted(path);
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddSeconds(2) }, One)]);
        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([null]);
        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddSeconds(2.1) }, One)]);

        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([One]);
    }

    [Fact]
    public void TheOrientationIsRememberedBesideTheDigest()
    {
        FileFacts facts = Trusted(Photo("1.jpg", "one", LongAgo));
        ImageContent turned = One with { Orientation = 6 };
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddDays(1) }, turned)]);

        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([turned]);
    }

    [Fact]
    public void AnImpossibleOrientationIsDamage()
    {
        FileFacts facts = Trusted(Photo("1.jpg", "one", LongAgo));
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddDays(1) }, One with { Orientation = 9 })]);

        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([null]);
        fixture.Codes.ShouldBe(["RT3004"]);
    }

    [Fact]
    public void AFileFromTheFutureIsNeverTrusted()
    {
        string path = Photo("1.jpg", "one", DateTime.UtcNow.AddYears(1));

        fixture.Look(path);

        fixture.Look(path).Read.ShouldBe([path]);
    }

    [Fact]
    public void AFileWrittenAMomentAgoIsReadAgain()
    {
        string path = Photo("1.jpg", "one", lastWriteTimeUtc: null);

        fixture.Look(path);

        fixture.Look(path).Read.ShouldBe([path]);
    }

    [Fact]
    public void AChangeBehindALinkIsSeen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Photo("1.jpg", "one", LongAgo);
        string link = photos.PathOf("link.jpg");
        File.CreateSymbolicLink(link, "1.jpg");
        fixture.Look(link).Digests.ShouldBe([One.Digest]);
        fixture.Look(link).Read.ShouldBeEmpty();

        Photo("1.jpg", "three", LongAgo.AddSeconds(5));

        FileFacts.Of(link).SizeBytes.ShouldBe(5);
        fixture.Look(link).Digests.ShouldBe([Digest.Of("three"u8)]);
    }

    [Fact]
    public void AMissingFileHasNoFacts() => Should.Throw<FileNotFoundException>(() => FileFacts.Of(photos.PathOf("none.jpg")));

    [Theory]
    [InlineData("digest = zeroblob(32)")]
    [InlineData("digest = x''")]
    [InlineData("path = 'elsewhere', size_bytes = 3")]
    [InlineData("seen_ticks = seen_ticks + 1")]
    [InlineData("file_id = file_id + 1")]
    [InlineData("change_ticks = change_ticks + 1")]
    public void ADamagedDigestIsHashedAgainWithAWarning(string change)
    {
        string path = Photo("1.jpg", "one", LongAgo);
        fixture.Look(path);
        fixture.Execute($"UPDATE image_digests SET {change}");
        fixture.Execute($"UPDATE image_digests SET path = '{path}'");
        if (change.StartsWith("path", StringComparison.Ordinal))
        {
            fixture.Execute("UPDATE image_digests SET path = path || 'x'");
            path = Photo("1.jpgx", "two", LongAgo);
        }

        string bytes = File.ReadAllText(path);
        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = fixture.Look(path);

        read.ShouldBe([path]);
        digests.ShouldBe([Digest.Of(System.Text.Encoding.UTF8.GetBytes(bytes))]);
        fixture.Codes.ShouldBe(["RT3004"]);
        fixture.Look(path).Read.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("size_bytes = NULL")]
    [InlineData("last_write_ticks = 'text'")]
    [InlineData("file_id = 'text'")]
    [InlineData("change_ticks = NULL")]
    [InlineData("seen_ticks = seen_ticks + 0.5")]
    [InlineData("digest = NULL")]
    [InlineData("digest = 'text'")]
    [InlineData("checksum = NULL")]
    public void ADigestOfOtherTypesIsHashedAgainWithAWarning(string change)
    {
        string path = Photo("1.jpg", "one", LongAgo);
        fixture.Look(path);
        fixture.AllowAnyValue();
        fixture.Execute($"UPDATE image_digests SET {change}");

        fixture.Look(path).Read.ShouldBe([path]);
        fixture.Codes.ShouldBe(["RT3004"]);
        fixture.Look(path).Read.ShouldBeEmpty();
    }

    private static FileFacts Trusted(string path)
    {
        FileFacts facts = FileFacts.Of(path);
        return facts with { Status = facts.Status with { ChangeTicks = LongAgo.Ticks } };
    }

    private string Photo(string name, string bytes, DateTime? lastWriteTimeUtc)
    {
        string path = photos.PathOf(name);
        File.WriteAllText(path, bytes);
        if (lastWriteTimeUtc is { } time)
        {
            File.SetLastWriteTimeUtc(path, time);
            Thread.Sleep(ClockGrain);
        }

        return path;
    }
}
