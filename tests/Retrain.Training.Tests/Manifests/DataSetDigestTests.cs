using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Manifests;

namespace Retrain.Training.Tests.Manifests;

public sealed class DataSetDigestTests
{
    private static readonly Gen<(int Label, byte Split, byte Content)[]> SomeImages =
        Gen.Select(Gen.Int[0, 3], Gen.Byte[0, 2], Gen.Byte[0, 20]).Array[0, 60];

    [Fact]
    public void IsThatOfTheSortedLines() =>
        Gen.Select(Gen.OneOf(Gen.Const("c"), Gen.Const("c\tx"), Gen.Const("ç")).Array[4], SomeImages).Sample((labels, drawn) =>
        {
            LabeledImage[] images =
                [.. drawn.Select(image => Image($"{labels[image.Label]}{image.Label}", (Split)image.Split, image.Content))];

            IEnumerable<string> lines = images
                .Select(image => $"{image.Label}\t{image.Split.ToString().ToLowerInvariant()}\t{image.Digest}\n")
                .Order(StringComparer.Ordinal);
            DataSetDigest.Of(images).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))));
        });

    private static LabeledImage Image(string label, Split split, byte content) =>
        new(new Category(label, 0, label, []), new ImageFile("x.jpg", "x.jpg"))
        {
            Content = new ImageContent(Digest.Of([content]), 1),
            Split = split,
        };
}
