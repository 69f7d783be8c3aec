using CsCheck;
using Retrain.Training.Images;
using Retrain.Training.Similarity;

namespace Retrain.Training.Tests.Similarity;

public sealed class NearestPhotosTests
{
    private const int Photos = 40;

    private static readonly Category Category =
        new("a", 0, "a", Enumerable.Range(0, Photos).Select(i => new ImageFile($"{i:D2}.jpg", $"{i:D2}.jpg")));

    // Few different similarities, so that there are ties.
    [Fact]
    public void KeepsTheNearestWhateverTheOrderAndTiesByPath() =>
        Gen.Select(Gen.Int[0, 4].Array[Photos], Gen.Int[1, 50], Gen.Int).Sample((steps, count, seed) =>
        {
            (LabeledImage Image, double Similarity)[] all = [.. Category.Images.Zip(steps, (image, step) => (image, step / 4.0))];
            string[] expected =
            [
                .. all.OrderByDescending(photo => photo.Similarity).ThenBy(photo => photo.Image.Path, StringComparer.Ordinal)
                    .Take(count).Select(photo => photo.Image.Path),
            ];
            new Random(seed).Shuffle(all);
            NearestPhotos nearest = new(count);

            foreach ((LabeledImage image, double similarity) in all)
            {
                nearest.Add(image, similarity);
            }

            nearest.Photos.Select(photo => photo.Image.Path).ShouldBe(expected);
            nearest.Compared.ShouldBe(Photos);
            nearest.MeanSimilarity!.Value.ShouldBe(steps.Average() / 4, 1e-12);
        });

    [Fact]
    public void OfNothingIsNothing()
    {
        NearestPhotos nearest = new(3);

        nearest.Photos.ShouldBeEmpty();
        nearest.MeanSimilarity.ShouldBeNull();
    }
}
