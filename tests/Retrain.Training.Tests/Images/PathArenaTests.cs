using System.Text;
using CsCheck;
using Retrain.Training.Categories;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Images;

public static class PathArenaTests
{
    // Letters of one to four bytes, what .NET makes of bytes that are not UTF-8, and halves of surrogate pairs.
    private static readonly Gen<string> Part = Gen.OneOf(
        OneOf("a", "A", "é", "花", "\uFFFD", "\uFFFF", "\uE000", "😀", ".jpg", "_nohash_", " ", "\t", "\\"),
        OneOf("\uD83D", "\uDE00"),
        Gen.Char['!', '~'].Where(character => character != '/').Select(character => character.ToString()));

    private static readonly Gen<string> Name = Part.Array[1, 12].Select(string.Concat);

    private static readonly Gen<string> LongName =
        Gen.Select(Gen.Int[1, 30_000], Part).Select((count, part) => new StringBuilder().Insert(0, part, count).ToString());

    private static readonly Gen<string> Relative = Name.Array[1, 4].Select(parts => string.Join('/', parts));

    [Fact]
    public static void EveryPathComesBackAsItWas()
    {
        Gen<(string, string)> file = Gen.Frequency(
            (8, Gen.Select(Name, Relative, (folder, relative) => ($"/{folder}/{relative}", relative))),
            (1, Gen.Select(Relative, Relative)), // A link of a project has any name.
            (1, Gen.Const(("", ""))));
        Gen.Frequency((300, file), (1, LongName.Select(name => ($"/{name}", name)))).Array[0, 60].Sample(
            files =>
            {
                PathArena arena = new();
                ImageFile[] kept = [.. files.Select(pair => new ImageFile(pair.Item1, pair.Item2, arena))];
                kept.Select(image => (image.Path, image.RelativePath)).ShouldBe(files);
            },
            iter: 300);
    }

    [Fact]
    public static void FilesCompareAsTheirRelativePathsDo()
    {
        Gen.Select(Name, Relative.Array[2, 20]).Sample(
            (folder, relatives) =>
            {
                PathArena arena = new();
                ImageFile[] files = [.. relatives.Select(relative => new ImageFile($"{folder}/{relative}", relative, arena))];
                foreach ((ImageFile x, ImageFile y) in files.SelectMany(_ => files, (x, y) => (x, y)))
                {
                    bool hasHalves = HasHalves(x.RelativePath) || HasHalves(y.RelativePath);
                    x.TryCompare(y, out int order).ShouldBe(!hasHalves);
                    if (!hasHalves)
                    {
                        Math.Sign(order).ShouldBe(Math.Sign(CodePointOrder.Instance.Compare(x.RelativePath, y.RelativePath)));
                    }
                }
            },
            iter: 300);
    }

    private static Gen<string> OneOf(params string[] parts) => Gen.Int[0, parts.Length - 1].Select(index => parts[index]);

    private static bool HasHalves(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar)
        && !Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Equals(text, StringComparison.Ordinal);
}
