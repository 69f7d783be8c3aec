using Retrain.Training.Caching;

namespace Retrain.Training.Tests.Caching;

public static class DamagedEntryTests
{
    [Fact]
    public static void ADamagedEntryIsAMissWithAWarningAndMendedByTheNextPut()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        using (SqliteDatabase direct = fixture.OpenDirectly())
        {
            FlipByte(direct, image: 1, position: 1000);
        }

        fixture.Misses(3).ShouldBe([1]);
        fixture.Codes.ShouldBe(["RT3004"]);
        fixture.Misses(3).ShouldBe([1]);
        fixture.Codes.ShouldBe(["RT3004"], "the damaged row is gone after the first look");

        fixture.Put(1, 1);
        fixture.Misses(3).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bottleneck = (SELECT bottleneck FROM bottlenecks WHERE rowid = 2), checksum = (SELECT checksum FROM bottlenecks WHERE rowid = 2)")]
    [InlineData("bottleneck = x''")]
    [InlineData("bottleneck = substr(bottleneck, 1, 5119)")]
    [InlineData("bottleneck = zeroblob(5120)")]
    [InlineData("checksum = checksum + 1")]
    public static void AnEntryWithAnothersValuesIsAMiss(string change)
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        using (SqliteDatabase direct = fixture.OpenDirectly())
        {
            direct.Execute($"UPDATE bottlenecks SET {change} WHERE rowid = 1");
        }

        fixture.Misses(3).ShouldBe([0]);
        fixture.Codes.ShouldBe(["RT3004"]);
    }

    private static void FlipByte(SqliteDatabase database, int image, int position)
    {
        byte[] blob;
        using (SqliteStatement select = database.Prepare("SELECT bottleneck FROM bottlenecks WHERE key = ?"))
        {
            select.Bind(1, CacheFixture.Key(image).Hash);
            select.Step().ShouldBeTrue();
            blob = select.Blob(0).ToArray();
        }

        blob[position] ^= 0x10;
        using SqliteStatement update = database.Prepare("UPDATE bottlenecks SET bottleneck = ? WHERE key = ?");
        update.Bind(1, blob);
        update.Bind(2, CacheFixture.Key(image).Hash);
        update.Execute();
    }
}
