using CsCheck;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Images;

public static class EqualImagesTests
{
    [Fact]
    public static void TheFirstImageWithTheBytesIsFound()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2]).Array[0, 40].Sample(files =>
        {
            Category[] categories = [.. Enumerable.Range(0, 3).Select(label => new Category($"{label}", label, $"{label}", []))];
            LabeledImage[] images =
            [
                .. files.Select((file, i) => new LabeledImage(categories[file.Item2], new ImageFile($"{i}.jpg", $"{i}.jpg"))
                {
                    Content = new(Digest.Of([(byte)file.Item1]), 1),
                }),
            ];

            EqualImages equal = new(images), ofLabel = new(images, sameLabel: true);

            Enumerable.Range(0, files.Length).Select(equal.FirstOf)
                .ShouldBe(files.Select(file => Array.FindIndex(files, other => other.Item1 == file.Item1)));
            Enumerable.Range(0, files.Length).Select(ofLabel.FirstOf)
                .ShouldBe(files.Select(file => Array.IndexOf(files, file)));
        });
    }
}
