using CsCheck;
using Retrain.Training.Caching;
using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Caching;

public static class BottleneckKeyTests
{
    // Few different fields, so that equal ones turn up; among them those that would run into the next line or lose half a pair.
    private static readonly string[] Fields =
        ["", "a", "A", "a\n", "a\npreprocessing=b", "b", "a\\n", "\\u000a", "\n", "\ud800", "\udc00", "\ufffd", "é"];

    private static readonly Gen<string> Field = Gen.OneOf(Gen.Int[0, Fields.Length - 1].Select(index => Fields[index]), Gen.String);

    private static readonly Gen<(int Image, int Backbone, string Tensor, string Preprocessing, string Distortion)> Inputs =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 1], Field, Field, Field);

    [Fact]
    public static void KeysAreEqualExactlyWhenTheirInputsAre() =>
        Gen.Select(Inputs, Inputs).Sample((left, right) =>
            (KeyOf(left) == KeyOf(right)).ShouldBe(left == right));

    [Fact]
    public static void OneDifferentInputMakesAnotherKey()
    {
        (int, int, string, string, string)[] inputs =
        [
            (0, 0, "t", "p", "d"), (1, 0, "t", "p", "d"), (0, 1, "t", "p", "d"),
            (0, 0, "u", "p", "d"), (0, 0, "t", "q", "d"), (0, 0, "t", "p", ""),
        ];

        inputs.Select(KeyOf).Distinct().Count().ShouldBe(inputs.Length);
        inputs.Select(KeyOf).Intersect(inputs.Select(KeyOf)).Count().ShouldBe(inputs.Length);
    }

    [Fact]
    public static void TheTextIsWrittenOutWithItsVersionFirst()
    {
        Digest image = Digest.Of("image"u8);
        Digest backbone = Digest.Of("backbone"u8);

        BottleneckKey key = new BottleneckRecipe(backbone, "pool:0", "decode=1\tresize=224x224", "flip=1").KeyOf(image);

        key.Text.ShouldBe(
            $"""
             retrain-bottleneck v1
             image={image}
             backbone={backbone}
             tensor=pool:0
             preprocessing=decode=1\u0009resize=224x224
             distortion=flip=1

             """.ReplaceLineEndings("\n"));
        key.Hash.ShouldBe(Digest.Of(System.Text.Encoding.UTF8.GetBytes(key.Text)));
    }

    [Fact]
    public static void AnUprightImageHasTheKeyOfAVersionWithoutOrientations()
    {
        Digest image = Digest.Of("image"u8);

        BottleneckKey upright = new BottleneckRecipe(image, "t", "p", "d").KeyOf(image);
        BottleneckKey turned = new BottleneckRecipe(image, "t", "p", "d", "6 applied").KeyOf(image);

        turned.Text.ShouldBe($"{upright.Text}orientation=6 applied\n");
        turned.ShouldNotBe(upright);
    }

    [Fact]
    public static void ADigestSurvivesBeingWrittenInEitherCase()
    {
        // FIPS 180-4's example for "abc".
        const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        Digest.Of("abc"u8).ToString().ShouldBe(Abc);
        Digest.Parse(Abc.ToUpperInvariant()).ShouldBe(Digest.Of("abc"u8));
    }

    private static BottleneckKey KeyOf((int Image, int Backbone, string Tensor, string Preprocessing, string Distortion) inputs) =>
        new BottleneckRecipe(Digest.Of([(byte)inputs.Backbone]), inputs.Tensor, inputs.Preprocessing, inputs.Distortion)
            .KeyOf(Digest.Of([(byte)inputs.Image]));
}
