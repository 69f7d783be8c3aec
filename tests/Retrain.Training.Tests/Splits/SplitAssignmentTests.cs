using CsCheck;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Splits;

namespace Retrain.Training.Tests.Splits;

public sealed class SplitAssignmentTests
{
    private readonly List<Diagnostic> problems = [];

    [Fact]
    public void MovingTheFolderKeepsTheSplit()
    {
        DigestedImage[] here = Images("/here", "a", 50);
        DigestedImage[] there = Images("/there", "a", 50);

        Assign(here).ShouldBe(Assign(there));
    }

    [Fact]
    public void NewImagesMoveNoOthers()
    {
        Split[] before = Assign(Images("/x", "a", 100));

        Split[] after = Assign(Images("/x", "a", 150));

        after.Take(100).ShouldBe(before);
    }

    [Fact]
    public void IdenticalImagesAreAlwaysInOneSet() =>
        Gen.Select(Gen.Int[2, 12], Gen.Int[0, 40].Array[2, 60], Gen.Int[1, 40], Gen.Int[1, 40]).Sample((categoryCount, contents, testing, validation) =>
        {
            Category[] categories = [.. Enumerable.Range(0, categoryCount).Select(i => new Category($"c{i}", $"c{i}", []))];
            DigestedImage[] images =
            [
                .. contents.Select((content, i) => Image(categories[i % categoryCount], $"{i}.jpg", content, i))
                    .OrderBy(image => image.Category.FolderName, StringComparer.Ordinal),
            ];

            IReadOnlyList<Split> splits = SplitAssignment.Assign(images, "/x", new SplitPercentages(testing, validation), "", _ => { });

            foreach (IGrouping<Digest, Split> twins in images.Zip(splits).GroupBy(pair => pair.First.Digest, pair => pair.Second))
            {
                twins.Distinct().Count().ShouldBe(1);
            }
        });

    [Fact]
    public void IdenticalImagesUnderTwoLabelsAreReported()
    {
        Category daisy = new("daisy", "daisy", []);
        Category roses = new("roses", "roses", []);

        SplitAssignment.Assign([Image(daisy, "1.jpg", 1, 0), Image(roses, "2.jpg", 1, 1)], "/x", new SplitPercentages(0, 0), "", problems.Add);

        problems.ShouldHaveSingleItem().Code.ShouldBe("RT1018");
    }

    [Fact]
    public void EveryCategoryKeepsTrainingImages() =>
        Gen.Select(Gen.Int[2, 5], Gen.Int[0, 12].Array[2, 20]).Sample((categoryCount, contents) =>
        {
            Category[] categories = [.. Enumerable.Range(0, categoryCount).Select(i => new Category($"c{i}", $"c{i}", []))];
            DigestedImage[] images =
            [
                .. contents.Select((content, i) => Image(categories[i % categoryCount], $"{i}.jpg", content, i))
                    .OrderBy(image => image.Category.FolderName, StringComparer.Ordinal),
            ];

            IReadOnlyList<Split> splits = SplitAssignment.Assign(images, "/x", new SplitPercentages(40, 40), "", _ => { });

            images.Zip(splits).Where(pair => pair.Second == Split.Training).Select(pair => pair.First.Category).Distinct().Count()
                .ShouldBe(images.Select(image => image.Category).Distinct().Count());
        });

    [Fact]
    public void AnEmptySetGetsItsShareWithAWarning()
    {
        // Three images never fill three sets by their hashes alone: these three all fall into training.
        DigestedImage[] images = [.. Images("/x", "a", 60).Where(image => SplitHash.Percent(image.Image.RelativePath) > 20).Take(3)];

        Split[] splits = Assign(images);

        splits.Order().ShouldBe([Split.Training, Split.Validation, Split.Testing]);
        problems.Select(problem => problem.Code).ShouldBe(["RT1013", "RT1013"]);
        problems[0].Message.ShouldContain("testing set, so 1 of the training images was moved there");
    }

    [Fact]
    public void AnEmptyTrainingSetGetsAnImageOfTheValidationSetWithAWarning()
    {
        DigestedImage[] candidates = Images("/x", "a", 200);
        DigestedImage validation = candidates.First(image => SplitHash.Percent(image.Image.RelativePath) < 10);
        DigestedImage testing = candidates.First(image => SplitHash.Percent(image.Image.RelativePath) is > 10 and < 20);

        Assign([testing, validation]).ShouldBe([Split.Testing, Split.Training]);

        problems.Select(problem => problem.Code).ShouldBe(["RT1013", "RT1013"]);
        problems[0].Message.ShouldStartWith("no image fell into the training set, so 1 of the other images was moved there;");
        problems[1].Message.ShouldStartWith("no image is left for the validation set");
    }

    [Fact]
    public void OneImageIsTrainedOn()
    {
        Assign(Images("/x", "a", 1)).ShouldBe([Split.Training]);
        problems.Count.ShouldBe(2);
    }

    [Fact]
    public void ASetOfZeroPercentStaysEmptyWithoutAWarning()
    {
        IReadOnlyList<Split> splits = SplitAssignment.Assign(Images("/x", "a", 200), "/x", new SplitPercentages(0, 0), "", problems.Add);

        splits.ShouldAllBe(split => split == Split.Training);
        problems.ShouldBeEmpty();
    }

    private static DigestedImage[] Images(string root, string label, int count)
    {
        Category category = new(label, label, []);
        return [.. Enumerable.Range(0, count).Select(i => Image(category, $"{i}.jpg", i, i, root))];
    }

    private static DigestedImage Image(Category category, string name, int content, int row, string root = "/x") =>
        new(category, new ImageFile($"{root}/{category.FolderName}/{name}", name), Digest.Of(BitConverter.GetBytes(content)), row);

    private Split[] Assign(DigestedImage[] images) =>
        [.. SplitAssignment.Assign(images, "/x", new SplitPercentages(10, 10), "", problems.Add)];
}
