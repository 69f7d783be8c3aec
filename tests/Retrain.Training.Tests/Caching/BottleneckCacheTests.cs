using CsCheck;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public static class BottleneckCacheTests
{
    [Fact]
    public static void TheSecondLookFindsEverything()
    {
        using CacheFixture fixture = new();
        fixture.Misses(50).ShouldBe(Enumerable.Range(0, 50));

        fixture.Put(0, 50);

        fixture.Misses(50).ShouldBeEmpty();
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public static void OnlyWhatIsMissingIsComputed()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 3);
        fixture.Put(5, 2);

        fixture.Misses(8).ShouldBe([3, 4, 7]);
    }

    [Fact]
    public static void AnotherBackboneTensorPreprocessingOrDistortionMisses()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 1);
        Digest image = CacheFixture.Key(0).Image;
        Digest backbone = Digest.Of("backbone"u8);
        const string Preprocessing = "decode=1 resize=224x224 mean=127 std=128";
        BottleneckKey[] others =
        [
            new BottleneckRecipe(Digest.Of("another"u8), "import/pool:0", Preprocessing).KeyOf(image),
            new BottleneckRecipe(backbone, "import/logits:0", Preprocessing).KeyOf(image),
            new BottleneckRecipe(backbone, "import/pool:0", "decode=2 resize=224x224 mean=127 std=128").KeyOf(image),
            new BottleneckRecipe(backbone, "import/pool:0", Preprocessing, "flip_left_right=1").KeyOf(image),
        ];

        using BottleneckCache cache = fixture.Open();

        cache.GetMany(others, (index, _) => Assert.Fail($"{others[index].Text} was found")).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public static void ValuesComeBackBitForBit()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();
        Gen<float> anyBits = Gen.Int.Select(BitConverter.Int32BitsToSingle);
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue];

        Gen.OneOf(anyBits, Gen.Int[0, special.Length - 1].Select(index => special[index])).Array[0, 40].Sample(
            values =>
            {
                cache.PutMany([(CacheFixture.Key(0), values)]);
                int[]? bits = null;
                cache.GetMany([CacheFixture.Key(0)], (_, found) => bits = Bits(found)).ShouldBeEmpty();
                bits.ShouldBe(Bits(values));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public static void AnEmptyBottleneckIsFoundToo()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();
        int length = -1;

        cache.PutMany([(CacheFixture.Key(0), ReadOnlyMemory<float>.Empty)]);

        cache.GetMany([CacheFixture.Key(0)], (_, values) => length = values.Length).ShouldBeEmpty();
        length.ShouldBe(0);
    }

    [Fact]
    public static void OneKeyMayBeAskedForTwice()
    {
        using CacheFixture fixture = new();
        fixture.Put(0, 1);
        using BottleneckCache cache = fixture.Open();
        List<int> found = [];

        cache.GetMany([CacheFixture.Key(0), CacheFixture.Key(1), CacheFixture.Key(0)], (index, _) => found.Add(index)).ShouldBe([1]);

        found.ShouldBe([0, 2]);
    }

    [Fact]
    public static void APutIsAllOrNothing()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();

        Should.Throw<InvalidOperationException>(() => cache.PutMany(new FailingAfterTwo()));

        CacheFixture.Misses(cache, 2).ShouldBe([0, 1]);
        CacheFixture.Put(cache, 0, 2);
        CacheFixture.Misses(cache, 2).ShouldBeEmpty();
    }

    [Fact]
    public static void ManyKeysStayBoundedInMemory()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();
        const int Images = 5_000; // 25 MB of values
        for (int first = 0; first < Images; first += 500)
        {
            CacheFixture.Put(cache, first, 500);
        }

        BottleneckKey[] keys = [.. Enumerable.Range(0, Images).Select(CacheFixture.Key)];
        double sum = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();

        cache.GetMany(keys, (_, values) => sum += values[0]).ShouldBeEmpty();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        sum.ShouldBe(Enumerable.Range(0, Images).Sum(image => (double)CacheFixture.Bottleneck(image)[0]));
    }

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int index = 0; index < bits.Length; index++)
        {
            bits[index] = BitConverter.SingleToInt32Bits(values[index]);
        }

        return bits;
    }

    private sealed class FailingAfterTwo : IReadOnlyCollection<(BottleneckKey, ReadOnlyMemory<float>)>
    {
        public int Count => 3;

        public IEnumerator<(BottleneckKey, ReadOnlyMemory<float>)> GetEnumerator()
        {
            yield return (CacheFixture.Key(0), CacheFixture.Bottleneck(0));
            yield return (CacheFixture.Key(1), CacheFixture.Bottleneck(1));
            throw new InvalidOperationException("the third cannot be computed");
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
