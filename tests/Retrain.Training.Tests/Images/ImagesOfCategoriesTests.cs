using CsCheck;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Images;

public static class ImagesOfCategoriesTests
{
    [Fact]
    public static void EachNumberGivesTheImageThatStandsThere() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 6], Gen.Int[0, 1000].Array[0, 30]).Sample((counts, asked) =>
        {
            Category[] categories = [.. counts.Select((count, label) => new Category(
                $"{label}", label, $"{label}", Enumerable.Range(0, count).Select(i => new ImageFile($"{label}/{i}.jpg", $"{i}.jpg"))))];
            LabeledImage[] all = [.. categories.SelectMany(category => category.Images)];

            ImagesOfCategories images = new(categories);

            images.Count.ShouldBe(all.Length);
            images.ShouldBe(all);
            foreach (int number in asked.Where(number => number < all.Length))
            {
                images[number].ShouldBeSameAs(all[number]);
            }

            Should.Throw<ArgumentOutOfRangeException>(() => images[all.Length]);
            Should.Throw<ArgumentOutOfRangeException>(() => images[-1]);
        });
}
