using Microsoft.Data.Sqlite;
using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

/// <summary>What a run used is recorded, and costs as good as nothing.</summary>
public sealed class CacheUseTests : IDisposable
{
    private readonly CacheFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void ARunIsCountedWithItsHitsAndMisses()
    {
        fixture.Put(0, 10);

        fixture.Misses(12);

        Numbers("SELECT hits, misses, stored, ended_seconds IS NOT NULL, is_reading FROM runs ORDER BY id")
            .ShouldBe([[0, 0, 10, 1, 0], [10, 2, 0, 1, 0]]);
    }

    [Fact]
    public void OnlyWhatARunUsedIsUsed()
    {
        fixture.Put(0, 10);
        fixture.Execute("UPDATE entries SET made_seconds = 7, used_seconds = 7");

        fixture.Misses(4);

        Numbers("SELECT number, made_seconds, used_seconds > 7 FROM entries ORDER BY number")
            .ShouldBe(Enumerable.Range(1, 10).Select(row => (long[])[row, 7, row <= 4 ? 1 : 0]));
    }

    [Fact]
    public void UseIsRecordedWhileTheRunGoesOn()
    {
        fixture.Put(0, 2);
        using BottleneckCache cache = fixture.Open();
        CacheFixture.Misses(cache, 1);
        Numbers("SELECT is_reading, hits FROM runs WHERE ended_seconds IS NULL").ShouldBe([[1, 0]]);

        cache.RecordUse();

        Numbers("SELECT is_reading, hits FROM runs WHERE ended_seconds IS NULL").ShouldBe([[0, 1]]);
    }

    [Fact]
    public void AReplacedEntryLeavesNothingBehind()
    {
        fixture.Put(0, 3);
        fixture.Put(1, 1);

        Numbers("SELECT number FROM entries").ShouldBe([[1], [3], [4]], ignoreOrder: true);
        Numbers("SELECT count(*) FROM networks").ShouldBe([[1]]);
    }

    [Fact]
    public void ADatabaseWithoutTheRecordGetsItAndKeepsItsEntries()
    {
        fixture.Put(0, 20);
        fixture.Execute("DROP TABLE runs; DROP TABLE entries; DROP TABLE networks");

        fixture.Misses(21).ShouldBe([20]);

        Numbers("SELECT number, made_seconds, used_seconds > 0 FROM entries ORDER BY number")
            .ShouldBe(Enumerable.Range(1, 20).Select(row => (long[])[row, 0, 1]));
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ADatabaseFromBeforeCachesWereSharedKeepsItsRuns()
    {
        fixture.Put(0, 20);
        fixture.Execute("ALTER TABLE runs DROP COLUMN fetched");

        fixture.Misses(21).ShouldBe([20]);

        Numbers("SELECT hits, misses, stored, fetched FROM runs ORDER BY id").ShouldBe([[0, 0, 20, 0], [20, 1, 0, 0]]);
        fixture.Warnings.ShouldBeEmpty();
    }

    /// <summary>The statements are those of the version before the record.</summary>
    [Fact]
    public void AnEarlierVersionGoesOnUsingTheDatabase()
    {
        fixture.Put(0, 2);
        fixture.Execute(
            """
            CREATE TABLE IF NOT EXISTS bottlenecks (key BLOB NOT NULL UNIQUE, checksum INTEGER NOT NULL, bottleneck BLOB NOT NULL) STRICT;
            CREATE TEMP TABLE one AS SELECT * FROM bottlenecks WHERE rowid = 1;
            INSERT OR REPLACE INTO bottlenecks (key, checksum, bottleneck) SELECT key, checksum, bottleneck FROM one;
            """);

        Numbers("PRAGMA user_version").ShouldBe([[4]]);
        fixture.Misses(2).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void AFullDiskDoesNotStopARunThatOnlyReads()
    {
        fixture.Put(0, 10);
        using CacheDatabase database = CacheDatabase.Open(fixture.Folder, folderIsRequired: false, fixture.Warnings.Enqueue);
        database.Read(connection =>
        {
            using SqliteCommand full = new("PRAGMA query_only = ON", connection);
            full.ExecuteNonQuery();
        });
        BottleneckCache cache = new(database);

        CacheFixture.Misses(cache, 11).ShouldBe([10]);
        cache.Dispose();

        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void TheRecordIsReadRowByRowAndWrittenByRange()
    {
        RangesOf([]).ShouldBe(("[]", 0));
        RangesOf([7]).ShouldBe(("[[7,7]]", 1));
        RangesOf([4, 1, 2, 3, 9, 3, 8]).ShouldBe(("[[1,4],[8,9]]", 6));

        // As many as are merged on the way.
        long[] shuffled = [.. Enumerable.Range(0, 30_000).Select(i => (i * 7919L) % 30_000)];
        RangesOf(shuffled).ShouldBe(("[[0,29999]]", 30_000));
        RangesOf(shuffled.Where(row => row % 3 != 1)).Count.ShouldBe(20_000);
    }

    private static (string Json, long Count) RangesOf(IEnumerable<long> rows)
    {
        RowRanges ranges = new();
        ranges.Add(rows);
        return ranges.ToJson();
    }

    [Fact]
    public void AProcessIsKnownByItsStart()
    {
        ProcessIdentity current = ProcessIdentity.Current;

        current.MayBeRunning(TimeSpan.Zero).ShouldBeTrue();
        (current with { Start = current.Start + 1 }).MayBeRunning(TimeSpan.Zero).ShouldBeFalse();
        (current with { Id = int.MaxValue }).MayBeRunning(TimeSpan.Zero).ShouldBeFalse();
        (current with { Host = "another" }).MayBeRunning(TimeSpan.FromHours(1)).ShouldBeTrue();
        (current with { Host = "another" }).MayBeRunning(TimeSpan.FromHours(25)).ShouldBeFalse();
    }

    private IReadOnlyList<long[]> Numbers(string query) => fixture.Numbers(query);
}
