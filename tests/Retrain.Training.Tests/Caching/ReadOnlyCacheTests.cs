using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Retrain.Training.Caching;
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
}
