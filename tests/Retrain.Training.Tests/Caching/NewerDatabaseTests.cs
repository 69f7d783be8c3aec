using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class NewerDatabaseTests
{
    [Fact]
    public static void ANewerDatabaseIsLeftAloneWithAWarning()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        fixture.Execute("PRAGMA user_version = 5");

        byte[] before = File.ReadAllBytes(fixture.Database);
        using (BottleneckCache cache = fixture.Open())
        {
            CacheFixture.Misses(cache, 3).ShouldBe([0, 1, 2]);
            CacheFixture.Put(cache, 0, 3);
            CacheFixture.Misses(cache, 3).ShouldBe([0, 1, 2]);
        }

        fixture.Codes.ShouldBe(["RT3005"]);
        fixture.Warnings.First().Message.ShouldContain("version 5");
        File.ReadAllBytes(fixture.Database).ShouldBe(before);
    }
}
