using CsCheck;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

public static class WantedKeysTests
{
    [Fact]
    public static void FindsAllIndicesOfAKeyThatAreLeft() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 30], Gen.Int[0, 12], Gen.Bool.Array[30]).Sample((images, asked, marks) =>
        {
            WantedKeys wanted = new(images.Length, index => SharedFixture.Key(images[index]));
            int[] marked = [.. Enumerable.Range(0, images.Length).Where(index => marks[index])];
            Array.ForEach(marked, wanted.Mark);
            int[] left = [.. Enumerable.Range(0, images.Length).Except(marked)];

            wanted.IndicesOf(SharedFixture.Key(asked).Hash).Order().ShouldBe(left.Where(index => images[index] == asked));
            wanted.IsWanted(ListedPack.PrefixOf(SharedFixture.Key(asked).Hash)).ShouldBe(left.Any(index => images[index] == asked));
            wanted.MissingIndices.ShouldBe(left);
            wanted.Missing.ShouldBe(left.Select(index => SharedFixture.Key(images[index])).Distinct(), ignoreOrder: true);
            wanted.Left.ShouldBe(left.Length);
        });
}
