using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class ImageDigestsTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);

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
        Look(paths).Read.ShouldBe(paths);

        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = Look(paths);

        read.ShouldBeEmpty();
        digests.ShouldBe([Digest.Of("one"u8), Digest.Of("two"u8)]);
    }

    [Fact]
    public void ChangedBytesOfTheSameSizeAreHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        Look(path);
        Photo("1.jpg", "two", LongAgo.AddTicks(1));

        Look(path).Digests.ShouldBe([Digest.Of("two"u8)]);
    }

    [Fact]
    public void ChangedSizeAtTheSameTimeIsHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        Look(path);
        Photo("1.jpg", "three", LongAgo);

        Look(path).Digests.ShouldBe([Digest.Of("three"u8)]);
    }

    [Fact]
    public void ATouchedButEqualFileKeepsItsBottleneck()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        BottleneckKey before = CacheFixture.Recipe.KeyOf(Look(path).Digests[0]);
        File.SetLastWriteTimeUtc(path, LongAgo.AddDays(1));

        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = Look(path);

        read.ShouldBe([path]);
        CacheFixture.Recipe.KeyOf(digests[0]).ShouldBe(before);
        Look(path).Read.ShouldBeEmpty();
    }

    [Fact]
    public void AFileChangedWithinTheClocksGrainOfTheLastLookIsHashedAgain()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        FileFacts justWritten = FileFacts.Of(path) with { SeenUtc = LongAgo.AddSeconds(1.9) };
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(justWritten, Digest.Of("one"u8))]);
        Photo("1.jpg", "two", LongAgo);

        cache.ImageDigests.Lookup([FileFacts.Of(path)], TestContext.Current.CancellationToken).ShouldBe([null]);
    }

    [Fact]
    public void AFileIsTrustedOnceALaterLookSawItUnchanged()
    {
        string path = Photo("1.jpg", "one", LongAgo);
        FileFacts facts = FileFacts.Of(path);
        using BottleneckCache cache = fixture.Open();

        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddSeconds(2) }, Digest.Of("one"u8))]);
        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([null]);
        cache.ImageDigests.Remember([(facts with { SeenUtc = LongAgo.AddSeconds(2.1) }, Digest.Of("one"u8))]);

        cache.ImageDigests.Lookup([facts], TestContext.Current.CancellationToken).ShouldBe([Digest.Of("one"u8)]);
    }

    [Fact]
    public void AFileFromTheFutureIsNeverTrusted()
    {
        string path = Photo("1.jpg", "one", DateTime.UtcNow.AddYears(1));

        Look(path);

        Look(path).Read.ShouldBe([path]);
    }

    [Fact]
    public void AFileWrittenAMomentAgoIsReadAgain()
    {
        string path = Photo("1.jpg", "one", lastWriteTimeUtc: null);

        Look(path);

        Look(path).Read.ShouldBe([path]);
    }

    [Fact]
    public void AChangeBehindALinkIsSeen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Photo("1.jpg", "one", LongAgo);
        string link = photos.PathOf("link.jpg");
        File.CreateSymbolicLink(link, "1.jpg");
        Look(link).Digests.ShouldBe([Digest.Of("one"u8)]);
        Look(link).Read.ShouldBeEmpty();

        Photo("1.jpg", "three", LongAgo.AddSeconds(5));

        FileFacts.Of(link).SizeBytes.ShouldBe(5);
        Look(link).Digests.ShouldBe([Digest.Of("three"u8)]);
    }

    [Fact]
    public void AMissingFileHasNoFacts() => Should.Throw<FileNotFoundException>(() => FileFacts.Of(photos.PathOf("none.jpg")));

    [Theory]
    [InlineData("digest = zeroblob(32)")]
    [InlineData("digest = x''")]
    [InlineData("path = 'elsewhere', size_bytes = 3")]
    [InlineData("seen_ticks = seen_ticks + 1")]
    public void ADamagedDigestIsHashedAgainWithAWarning(string change)
    {
        string path = Photo("1.jpg", "one", LongAgo);
        Look(path);
        fixture.Execute($"UPDATE image_digests SET {change}");
        fixture.Execute($"UPDATE image_digests SET path = '{path}'");
        if (change.StartsWith("path", StringComparison.Ordinal))
        {
            fixture.Execute("UPDATE image_digests SET path = path || 'x'");
            path = Photo("1.jpgx", "two", LongAgo);
        }

        string bytes = File.ReadAllText(path);
        (IReadOnlyList<Digest> digests, IReadOnlyList<string> read) = Look(path);

        read.ShouldBe([path]);
        digests.ShouldBe([Digest.Of(System.Text.Encoding.UTF8.GetBytes(bytes))]);
        fixture.Codes.ShouldBe(["RT3004"]);
        Look(path).Read.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("size_bytes = NULL")]
    [InlineData("last_write_ticks = 'text'")]
    [InlineData("seen_ticks = seen_ticks + 0.5")]
    [InlineData("digest = NULL")]
    [InlineData("digest = 'text'")]
    [InlineData("checksum = NULL")]
    public void ADigestOfOtherTypesIsHashedAgainWithAWarning(string change)
    {
        string path = Photo("1.jpg", "one", LongAgo);
        Look(path);
        fixture.AllowAnyValue();
        fixture.Execute($"UPDATE image_digests SET {change}");

        Look(path).Read.ShouldBe([path]);
        fixture.Codes.ShouldBe(["RT3004"]);
        Look(path).Read.ShouldBeEmpty();
    }

    private string Photo(string name, string bytes, DateTime? lastWriteTimeUtc)
    {
        string path = photos.PathOf(name);
        File.WriteAllText(path, bytes);
        if (lastWriteTimeUtc is { } time)
        {
            File.SetLastWriteTimeUtc(path, time);
        }

        return path;
    }

    // A run, as the extraction does it.
    private (IReadOnlyList<Digest> Digests, IReadOnlyList<string> Read) Look(params string[] paths)
    {
        using BottleneckCache cache = fixture.Open();
        FileFacts[] files = [.. paths.Select(FileFacts.Of)];
        IReadOnlyList<Digest?> known = cache.ImageDigests.Lookup(files, TestContext.Current.CancellationToken);
        Digest[] digests = [.. files.Select((file, index) => known[index] ?? Digest.Of(File.ReadAllBytes(file.FullPath)))];
        int[] read = [.. Enumerable.Range(0, files.Length).Where(index => known[index] is null)];
        cache.ImageDigests.Remember([.. read.Select(index => (files[index], digests[index]))]);
        return (digests, [.. read.Select(index => paths[index])]);
    }
}
