using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class DamagedEntryTests
{
    [Fact]
    public static void ADamagedEntryIsAMissWithAWarningAndReplacedByTheNextPut()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        FlipByte(fixture, image: 1, position: 1000);

        fixture.Misses(3).ShouldBe([1]);
        fixture.Codes.ShouldBe(["RT3004"]);
        fixture.Misses(3).ShouldBe([1]);
        fixture.Codes.ShouldBe(["RT3004"], "the damaged row is gone after the first look");

        fixture.Put(1, 1);
        fixture.Misses(3).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "bottleneck = (SELECT bottleneck FROM bottlenecks WHERE rowid = 2), checksum = (SELECT checksum FROM bottlenecks WHERE rowid = 2)")]
    [InlineData("bottleneck = x''")]
    [InlineData("bottleneck = substr(bottleneck, 1, 5119)")]
    [InlineData("bottleneck = zeroblob(5120)")]
    [InlineData("checksum = checksum + 1")]
    public static void AnEntryWithAnothersValuesIsAMiss(string change)
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        fixture.Execute($"UPDATE bottlenecks SET {change} WHERE rowid = 1");

        fixture.Misses(3).ShouldBe([0]);
        fixture.Codes.ShouldBe(["RT3004"]);
    }

    [Theory]
    [InlineData("checksum = NULL")]
    [InlineData("checksum = 'text'")]
    [InlineData("checksum = checksum + 0.5")]
    [InlineData("bottleneck = NULL")]
    [InlineData("bottleneck = 'text'")]
    [InlineData("bottleneck = 1.5, checksum = NULL")]
    public static void AnEntryOfOtherTypesIsAMiss(string change)
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        fixture.AllowAnyValue();
        fixture.Execute($"UPDATE bottlenecks SET {change} WHERE rowid = 1");

        fixture.Misses(3).ShouldBe([0]);
        fixture.Codes.ShouldBe(["RT3004"]);
    }

    private static void FlipByte(CacheFixture fixture, int image, int position)
    {
        using SqliteConnection connection = fixture.OpenDirectly();
        byte[] key = new byte[Digest.SizeBytes];
        CacheFixture.Key(image).Hash.CopyTo(key);
        using SqliteCommand select = new("SELECT bottleneck FROM bottlenecks WHERE key = $key", connection);
        select.Parameters.AddWithValue("$key", key);
        byte[] blob = select.ExecuteScalar().ShouldBeOfType<byte[]>();

        blob[position] ^= 0x10;
        using SqliteCommand update = new("UPDATE bottlenecks SET bottleneck = $bottleneck WHERE key = $key", connection);
        update.Parameters.AddWithValue("$bottleneck", blob);
        update.Parameters.AddWithValue("$key", key);
        update.ExecuteNonQuery().ShouldBe(1);
    }
}
