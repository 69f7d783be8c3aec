using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class ReadOnlyCacheTests : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly CacheFixture fixture = new();

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fixture.Folder, Readable | UnixFileMode.UserWrite);
        }

        fixture.Dispose();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void IsReadAndSaysThatNothingIsKept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a folder's read-only attribute means nothing on Windows");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "nothing is read-only to an administrator");
        fixture.Put(0, 10);
        foreach (string file in Directory.EnumerateFiles(fixture.Folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        File.SetUnixFileMode(fixture.Folder, Readable);

        fixture.Misses(12).ShouldBe([10, 11]);
        fixture.Warnings.ShouldBeEmpty();
        using BottleneckCache cache = fixture.Open();
        CacheFixture.Put(cache, 10, 1);
        CacheFixture.Put(cache, 11, 1);
        CacheFixture.Misses(cache, 12).ShouldBe([10, 11]);
        fixture.Codes.ShouldBe(["RT3002"]);
        fixture.Warnings.Single().Message.ShouldContain("cannot be written (it is read-only)");
    }

    [Fact]
    public void IsReadWithoutLocks()
    {
        fixture.Put(0, 3);

        using CacheSession session = CacheSession.OpenReadOnly(fixture.Database);

        session.IsReadOnly.ShouldBeTrue();
        session.Version.ShouldBe(CacheSchema.Version);
        Should.Throw<SqliteException>(() => session.Run(connection =>
        {
            using SqliteCommand delete = new("DELETE FROM bottlenecks", connection);
            delete.ExecuteNonQuery();
        }, isWrite: false));
    }

    [Fact]
    public void AFolderOnAReadOnlyDiskIsReadAndNothingIsWritten()
    {
        fixture.Put(0, 10);
        using ReadOnlyMount mount = ReadOnlyMount.Of(fixture.Folder);

        using BottleneckCache cache = BottleneckCache.Open(mount.Path, fixture.Warnings.Enqueue, folderIsRequired: true);
        CacheFixture.Misses(cache, 12).ShouldBe([10, 11]);
        fixture.Warnings.ShouldBeEmpty();
        CacheFixture.Put(cache, 10, 1);
        CacheFixture.Put(cache, 11, 1);

        CacheFixture.Misses(cache, 12).ShouldBe([10, 11]);
        fixture.Codes.ShouldBe(["RT3002"]);
    }

    [Fact]
    public void ALogThatAWriterKeepsOpenIsReadToo()
    {
        using BottleneckCache writer = fixture.Open();
        CacheFixture.Put(writer, 0, 10);
        new FileInfo(fixture.Database + "-wal").Length.ShouldBeGreaterThan(0);
        using ReadOnlyMount mount = ReadOnlyMount.Of(fixture.Folder);

        using BottleneckCache cache = BottleneckCache.Open(mount.Path, fixture.Warnings.Enqueue);

        CacheFixture.Misses(cache, 11).ShouldBe([10]);
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ALogWithoutItsSharedMemoryIsMissed()
    {
        using CacheFixture running = new();
        running.Put(0, 5);
        using (BottleneckCache writer = running.Open())
        {
            CacheFixture.Put(writer, 5, 5);
            File.Copy(running.Database, fixture.Database);
            File.Copy(running.Database + "-wal", fixture.Database + "-wal");
        }

        using ReadOnlyMount mount = ReadOnlyMount.Of(fixture.Folder);

        using BottleneckCache cache = BottleneckCache.Open(mount.Path, fixture.Warnings.Enqueue);

        CacheFixture.Misses(cache, 10).ShouldBe([5, 6, 7, 8, 9]);
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ADatabaseOfAnEarlierVersionHasItsBottlenecks()
    {
        fixture.Put(0, 10);
        fixture.Execute("DROP TABLE image_digests; DROP TABLE runs; DROP TABLE entries; DROP TABLE networks; PRAGMA user_version = 2");
        string photo = Path.Combine(fixture.Folder, "photo.jpg");
        File.WriteAllText(photo, "photo");
        using ReadOnlyMount mount = ReadOnlyMount.Of(fixture.Folder);

        using BottleneckCache cache = BottleneckCache.Open(mount.Path, fixture.Warnings.Enqueue);

        CacheFixture.Misses(cache, 11).ShouldBe([10]);
        cache.ImageDigests.Lookup([FileFacts.Of(photo)], TestContext.Current.CancellationToken).ShouldBe([null]);
        cache.UnreadableImages.Lookup([(photo, Digest.Of("photo"u8))], "decoder", TestContext.Current.CancellationToken).ShouldBe([null]);
        fixture.Warnings.ShouldBeEmpty();
    }
}
