using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class UnusableFolderTests
{
    [Fact]
    public static void AFileInTheFoldersPlaceIsDoneWithoutWithAWarning()
    {
        using TemporaryFolder parent = new();
        File.WriteAllText(parent.PathOf("cache"), "a file");

        AssertRunsWithout(parent.PathOf("cache"));
    }

    [Fact]
    public static void AFolderThatCannotBeWrittenIsDoneWithoutWithAWarning()
    {
        if (Environment.IsPrivilegedProcess)
        {
            // Nothing is forbidden to root but a kernel's own file system.
            Assert.SkipUnless(OperatingSystem.IsLinux(), "no folder is read-only to an administrator");
            AssertRunsWithout("/proc");
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("a folder's read-only attribute means nothing on Windows");
            return;
        }

        using TemporaryFolder folder = new();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AssertRunsWithout(folder.Path);
    }

    [Fact]
    public static void ADatabaseThatCannotBeOpenedIsDoneWithoutWithAWarning()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("bottlenecks.v1.db"));

        AssertRunsWithout(folder.Path);
    }

    [Fact]
    public static void AFullDiskIsDoneWithoutWithAWarning()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 10);
        using CacheDatabase database = CacheDatabase.Open(fixture.Folder, folderIsRequired: false, fixture.Warnings.Enqueue);
        using BottleneckCache cache = new(database);

        // SQLITE_FULL, as from a full disk; the limit is forgotten with the connection.
        database.Read(connection =>
        {
            using SqliteCommand limit = new("PRAGMA max_page_count = 1", connection);
            limit.ExecuteNonQuery();
        });
        CacheFixture.Put(cache, 10, 90);

        CacheFixture.Misses(cache, 100).ShouldBe(Enumerable.Range(0, 100));
        fixture.Codes.ShouldBe(["RT3002"]);
        fixture.Misses(100).ShouldBe(Enumerable.Range(10, 90));
    }

    [Fact]
    public static void ANamedFolderThatCannotBeMadeIsAnError()
    {
        using TemporaryFolder parent = new();
        File.WriteAllText(parent.PathOf("cache"), "a file");

        Diagnostic error = Should.Throw<RetrainException>(() =>
            BottleneckCache.Open(parent.PathOf("cache"), _ => Assert.Fail("a warning too"), folderIsRequired: true)).Diagnostic;

        error.Code.ShouldBe("RT3001");
        error.Severity.ShouldBe(Severity.Error);
        error.Origin.ShouldBe(parent.PathOf("cache"));
        error.Message.ShouldContain("--bottleneck_dir");
    }

    [Fact]
    public static void ANamedFolderIsMadeWithItsParents()
    {
        using TemporaryFolder parent = new();
        string folder = Path.Combine(parent.Path, "a", "b");

        BottleneckCache.Open(folder, warning => Assert.Fail(warning.ToString()), folderIsRequired: true).Dispose();

        File.Exists(Path.Combine(folder, "bottlenecks.v1.db")).ShouldBeTrue();
    }

    private static void AssertRunsWithout(string folder)
    {
        List<Diagnostic> warnings = [];
        using BottleneckCache cache = BottleneckCache.Open(folder, warnings.Add);

        CacheFixture.Misses(cache, 3).ShouldBe([0, 1, 2]);
        CacheFixture.Put(cache, 0, 3);
        CacheFixture.Misses(cache, 3).ShouldBe([0, 1, 2], "the run has its bottlenecks anyhow; a second copy would only fill the memory");

        warnings.Select(warning => (warning.Code, warning.Severity)).ShouldBe([("RT3002", Severity.Warning)]);
        warnings[0].Origin.ShouldBe(Path.Combine(folder, "bottlenecks.v1.db"));
    }
}
