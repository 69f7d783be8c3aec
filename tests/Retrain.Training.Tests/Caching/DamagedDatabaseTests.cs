using CsCheck;
using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class DamagedDatabaseTests
{
    [Fact]
    public static void AFileThatIsNotADatabaseIsSetAside()
    {
        using CacheFixture fixture = new();
        File.WriteAllText(fixture.Database, new string('x', 5000));

        fixture.Misses(1).ShouldBe([0]);

        fixture.Codes.ShouldBe(["RT3003"]);
        File.ReadAllText(fixture.Database + ".damaged-1").ShouldBe(new string('x', 5000));
        AssertWorks(fixture);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public static void ATruncatedDatabaseIsSetAside(double kept)
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        using (FileStream file = File.OpenWrite(fixture.Database))
        {
            file.SetLength((long)(file.Length * kept));
        }

        fixture.Misses(20).ShouldBe(Enumerable.Range(0, 20));

        fixture.Codes.ShouldBe(["RT3003"]);
        File.Exists(fixture.Database + ".damaged-1").ShouldBeTrue();
        AssertWorks(fixture);
    }

    [Fact]
    public static void OfManyDamagedOnesTheLastTwoAreKept()
    {
        using CacheFixture fixture = new();
        for (int number = 1; number <= 4; number++)
        {
            File.WriteAllText(fixture.Database, new string((char)('0' + number), 5000));
            fixture.Misses(1).ShouldBe([0]);
        }

        Directory.EnumerateFiles(fixture.Folder, "*.damaged-*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .ShouldBe(["bottlenecks.v1.db.damaged-3", "bottlenecks.v1.db.damaged-4"]);
        File.ReadAllText(fixture.Database + ".damaged-4").ShouldBe(new string('4', 5000));
        AssertWorks(fixture);
    }

    [Fact]
    public static void AnEmptyFileIsADatabaseToBeMade()
    {
        using CacheFixture fixture = new();
        File.WriteAllBytes(fixture.Database, []);

        fixture.Put(0, 1);

        fixture.Misses(1).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public static void ADatabaseWithMalformedPagesIsSetAsideInTheMiddleOfARun()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        OverwriteFromTheSecondPage(fixture);
        using BottleneckCache cache = fixture.Open();

        CacheFixture.Misses(cache, 20).ShouldBe(Enumerable.Range(0, 20));

        fixture.Codes.ShouldBe(["RT3003"]);
        CacheFixture.Put(cache, 0, 20);
        CacheFixture.Misses(cache, 20).ShouldBeEmpty();
        AssertWorks(fixture);
    }

    [Fact]
    public static void APutIntoADamagedDatabaseGoesIntoTheNewOne()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        OverwriteFromTheSecondPage(fixture);

        fixture.Put(0, 20);

        fixture.Codes.ShouldBe(["RT3003"]);
        fixture.Misses(20).ShouldBeEmpty();
    }

    [Fact]
    public static void ADatabaseWithoutOurTablesIsSetAside()
    {
        using CacheFixture fixture = new();
        fixture.Execute("CREATE TABLE recipes (cake TEXT); PRAGMA user_version = 4");

        fixture.Misses(1).ShouldBe([0]);

        fixture.Codes.ShouldBe(["RT3003"]);
        AssertWorks(fixture);
    }

    [Fact]
    public static void ASecondDamagedDatabaseDoesNotReplaceTheFirst()
    {
        using CacheFixture fixture = new();
        foreach (string content in new[] { new string('x', 5000), new string('y', 5000) })
        {
            File.WriteAllText(fixture.Database, content);
            fixture.Misses(1);
        }

        File.ReadAllText(fixture.Database + ".damaged-1").ShouldStartWith("x");
        File.ReadAllText(fixture.Database + ".damaged-2").ShouldStartWith("y");
    }

    [Fact]
    public static async Task TwoThatFindTheDamageAtOnceSetItAsideOnce()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        OverwriteFromTheSecondPage(fixture);

        await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(worker => Task.Run(() => fixture.Put(worker * 5, 5), TestContext.Current.CancellationToken)));

        fixture.Codes.ShouldBe(["RT3003"]);
        File.Exists(fixture.Database + ".damaged-2").ShouldBeFalse();
        fixture.Misses(20).ShouldBeEmpty();
    }

    [Fact]
    public static void ADamagedDatabaseInUseElsewhereIsLeftThere()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 20);
        OverwriteFromTheSecondPage(fixture);
        using BottleneckCache other = fixture.Open();

        using (BottleneckCache cache = fixture.Open())
        {
            CacheFixture.Put(cache, 0, 20);
            CacheFixture.Misses(cache, 20).ShouldBe(Enumerable.Range(0, 20));
        }

        fixture.Codes.ShouldBe(["RT3002"]);
        File.Exists(fixture.Database + ".damaged-1").ShouldBeFalse();
    }

    [Fact]
    public static void NoFlippedByteGivesAWrongValueOrFailsARun()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 4);
        byte[] whole = File.ReadAllBytes(fixture.Database);
        // Half of the flips go where SQLite keeps its books: the head of each page.
        Gen<int> position = Gen.OneOf(
            Gen.Int[0, whole.Length - 1],
            Gen.Select(Gen.Int[0, (whole.Length / 16384) - 1], Gen.Int[0, 110], (page, offset) => (page * 16384) + offset));

        Gen.Select(position, Gen.Int[1, 255]).Sample(
            (position, flip) =>
            {
                using CacheFixture damaged = new();
                byte[] bytes = [.. whole];
                bytes[position] ^= (byte)flip;
                File.WriteAllBytes(damaged.Database, bytes);
                using BottleneckCache cache = damaged.Open();
                CacheFixture.Misses(cache, 4);
                CacheFixture.Put(cache, 0, 4);
                // A damaged index may hide entries that were put; those that are found were checked.
                CacheFixture.Misses(cache, 4);
            },
            iter: 300);
    }

    private static void OverwriteFromTheSecondPage(CacheFixture fixture)
    {
        byte[] bytes = File.ReadAllBytes(fixture.Database);
        bytes.AsSpan(16384).Fill(0xAB);
        File.WriteAllBytes(fixture.Database, bytes);
    }

    private static void AssertWorks(CacheFixture fixture)
    {
        fixture.Warnings.Clear();
        fixture.Put(0, 20);
        fixture.Misses(20).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }
}
