using CsCheck;
using Retrain.Training.Images;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class ShardTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "photos");

    private static readonly Gen<string[]> Names =
        Gen.String[Gen.Char["abcxyzé \\0123456789"], 1, 12].Array[0, 60].Select(names => names.Distinct().ToArray());

    /// <summary>The numbers were computed by another program: those of earlier versions must stay.</summary>
    [Theory]
    [InlineData("roses/1.jpg", 64, 41)]
    [InlineData("daisy/été.jpg", 64, 39)]
    [InlineData("train/roses/10.jpg", 7, 7)]
    [InlineData("roses/1.jpg", 1, 1)]
    public void APhotoIsInThePartOfItsPathsHash(string path, int count, int number)
    {
        Shard.NumberOf(path, count).ShouldBe(number);
        new Shard(number, count).Contains(path).ShouldBeTrue();
    }

    [Fact]
    public void EveryPhotoIsInExactlyOnePart() => Gen.Select(Names, Gen.Int[1, 100]).Sample((names, count) =>
    {
        IReadOnlyList<LabeledImage> images = Images(names);

        IReadOnlyList<PartPhotos> parts = PartPhotos.Divide(Root, images, count);

        parts.Count.ShouldBe(count);
        parts.SelectMany(part => part.Images).ShouldBe(images, ignoreOrder: true);
        parts.ShouldAllBe(part => PartPhotos.Of(part.Shard, Root, images).Images.SequenceEqual(part.Images));
    });

    [Fact]
    public void APhotoStaysInItsPartWhenOthersComeAndGo() => Gen.Select(Names, Names, Gen.Int[1, 100]).Sample((before, after, count) =>
    {
        Dictionary<string, int> first = NumbersOf(before, count), second = NumbersOf(after, count);

        first.Keys.Intersect(second.Keys).ShouldAllBe(path => first[path] == second[path]);
    });

    /// <summary>Five deviations of a binomial distribution.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(100)]
    public void PartsAreAboutEqual(int count)
    {
        const int photos = 100_000;
        double mean = photos / (double)count;
        double deviation = Math.Sqrt(mean * (1 - (1.0 / count)));

        Dictionary<int, int> sizes =
            Enumerable.Range(0, photos).CountBy(i => Shard.NumberOf($"roses/IMG_{i:D5}.jpg", count)).ToDictionary();

        sizes.Count.ShouldBe(count);
        sizes.Values.ShouldAllBe(size => Math.Abs(size - mean) < 5 * deviation);
    }

    [Fact]
    public void ANameIsTheSameHoweverASystemComposesItsLetters() =>
        PhotoPath.Below(Root, Path.Combine(Root, "roses", "e\u0301te\u0301.jpg")).ShouldBe("roses/été.jpg");

    [Fact]
    public void ThePlaceOfTheFolderMakesNoDifference() =>
        PhotoPath.Below("photos", Path.GetFullPath(Path.Combine("photos", "roses", "1.jpg")))
            .ShouldBe(PhotoPath.Below(Root, Path.Combine(Root, "roses", "1.jpg")));

    private static Dictionary<string, int> NumbersOf(string[] names, int count) => PartPhotos.Divide(Root, Images(names), count)
        .SelectMany(part => part.Images.Select(image => (image.Path, part.Shard.Number))).ToDictionary();

    private static IReadOnlyList<LabeledImage> Images(string[] names)
    {
        string folder = Path.Combine(Root, "roses");
        return new Category("roses", 0, folder, names.Select(name => new ImageFile(Path.Combine(folder, name), name))).Images;
    }
}
