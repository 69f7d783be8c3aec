using Microsoft.Data.Sqlite;
using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class WriteAheadLogTests
{
    [Fact]
    public static void TheLogOfADamagedDatabaseDoesNotReachTheNewOne()
    {
        using CacheFixture running = new();
        using CacheFixture fixture = new();
        running.Put(0, 20);
        using (BottleneckCache cache = running.Open())
        {
            CacheFixture.Put(cache, 20, 20);
            // After a crash, the entries that were put last are still in the log.
            File.Copy(running.Database + "-wal", fixture.Database + "-wal");
        }

        File.WriteAllText(fixture.Database, new string('x', 400_000));

        fixture.Misses(40).ShouldBe(Enumerable.Range(0, 40));

        fixture.Codes.ShouldBe(["RT3003"]);
        fixture.Put(0, 20);
        fixture.Misses(40).ShouldBe(Enumerable.Range(20, 20));
    }

    [Fact]
    public static void ADatabaseOnAnotherMachineHasNone()
    {
        using CacheFixture fixture = new();
        using (SqliteConnection connection = fixture.OpenDirectly())
        {
            CacheSchema.Create(connection, isRemote: true);
        }

        using BottleneckCache one = fixture.Open();
        using BottleneckCache another = fixture.Open();
        CacheFixture.Put(one, 0, 20);
        CacheFixture.Put(another, 20, 20);

        CacheFixture.Misses(one, 40).ShouldBeEmpty();
        File.Exists(fixture.Database + "-wal").ShouldBeFalse();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public static void ADatabaseThatWasCopiedToAnotherMachineLosesItsLogAndNothingElse()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        fixture.Text("PRAGMA journal_mode").ShouldBe("wal");

        for (int time = 0; time < 2; time++)
        {
            using CacheDatabase database =
                CacheDatabase.Open(fixture.Folder, folderIsRequired: false, fixture.Warnings.Enqueue, isRemote: _ => true);
            using BottleneckCache cache = new(database);
            CacheFixture.Misses(cache, 20).ShouldBeEmpty();
        }

        fixture.Text("PRAGMA journal_mode").ShouldBe("delete");
        fixture.Codes.ShouldBe(["RT3011"], "it is said once");
    }

    [Fact]
    public static void WhatACrashLeftInTheLogIsFound()
    {
        using CacheFixture running = new();
        using CacheFixture fixture = new();
        using (BottleneckCache cache = running.Open())
        {
            CacheFixture.Put(cache, 0, 20);
            File.Copy(running.Database, fixture.Database);
            File.Copy(running.Database + "-wal", fixture.Database + "-wal");
        }

        fixture.Misses(20).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }
}
