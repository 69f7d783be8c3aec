using CsCheck;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.Tests.Splits;

public sealed class SplitAssignmentTests
{
    private readonly List<Diagnostic> problems = [];

    [Fact]
    public void MovingTheFolderKeepsTheSplit()
    {
        LabeledImage[] here = Images("/here", "a", 50);
        LabeledImage[] there = Images("/there", "a", 50);

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
        Gen.Select(Gen.Int[2, 12], Gen.Int[0, 40].Array[2, 60], Gen.Int[1, 40], Gen.Int[1, 40])
            .Sample((categoryCount, contents, testing, validation) =>
        {
            LabeledImage[] images = Images(categoryCount, contents);

            SplitAssignment.Assign(images, new() { Percentages = new(testing, validation) }, _ => { });

            foreach (IGrouping<Digest, Split> twins in images.GroupBy(image => image.Digest, image => image.Split))
            {
                twins.Distinct().Count().ShouldBe(1);
            }
        });

    [Fact]
    public void IdenticalImagesUnderTwoLabelsAreReported()
    {
        SplitAssignment.Assign(Images(categoryCount: 2, [1, 1]), new() { Percentages = new(0, 0) }, problems.Add);

        problems.ShouldHaveSingleItem().Code.ShouldBe("RT1018");
    }

    [Fact]
    public void EveryCategoryKeepsTrainingImages() =>
        Gen.Select(Gen.Int[2, 5], Gen.Int[0, 12].Array[2, 20]).Sample((categoryCount, contents) =>
        {
            LabeledImage[] images = Images(categoryCount, contents);

            SplitAssignment.Assign(images, new() { Percentages = new(40, 40) }, _ => { });

            images.Where(image => image.Split == Split.Training).Select(image => image.Category).Distinct().Count()
                .ShouldBe(images.Select(image => image.Category).Distinct().Count());
        });

    [Fact]
    public void AnEmptySetGetsItsShareWithAWarning()
    {
        // Three images never fill three sets by their hashes alone: these three all fall into training.
        LabeledImage[] images = [.. Images("/x", "a", 60).Where(image => SplitHash.Percent(image.RelativePath) > 20).Take(3)];

        Split[] splits = Assign(images);

        splits.Order().ShouldBe([Split.Training, Split.Validation, Split.Testing]);
        problems.Select(problem => problem.Code).ShouldBe(["RT1013", "RT1013"]);
        problems[0].Message.ShouldContain("testing set, so 1 of the training images was moved there");
    }

    [Fact]
    public void AnEmptyTrainingSetGetsAnImageOfTheValidationSetWithAWarning()
    {
        LabeledImage[] candidates = Images("/x", "a", 200);
        LabeledImage validation = candidates.First(image => SplitHash.Percent(image.RelativePath) < 10);
        LabeledImage testing = candidates.First(image => SplitHash.Percent(image.RelativePath) is > 10 and < 20);

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
        LabeledImage[] images = Images("/x", "a", 200);

        SplitAssignment.Assign(images, new() { Percentages = new(0, 0) }, problems.Add);

        images.ShouldAllBe(image => image.Split == Split.Training);
        problems.ShouldBeEmpty();
    }

    private static LabeledImage[] Images(string root, string label, int count) =>
        Images(label, 0, $"{root}/{label}", [.. Enumerable.Range(0, count).Select(i => (i, i))]);

    // Each content is dealt to the next category; images are ordered by category.
    private static LabeledImage[] Images(int categoryCount, int[] contents) =>
    [
        .. contents.Select((content, i) => (Name: i, content)).GroupBy(file => file.Name % categoryCount).OrderBy(category => category.Key)
            .SelectMany(category => Images($"c{category.Key}", category.Key, $"/x/c{category.Key}", [.. category])),
    ];

    private static LabeledImage[] Images(string label, int index, string folder, (int Name, int Content)[] files)
    {
        Category category = new(label, index, folder, files.Select(file => new ImageFile($"{folder}/{file.Name}.jpg", $"{file.Name}.jpg")));
        foreach ((LabeledImage image, (int Name, int Content) file) in category.Images.Zip(files))
        {
            image.Content = new(Digest.Of(BitConverter.GetBytes(file.Content)), 1);
        }

        return [.. category.Images];
    }

    private Split[] Assign(LabeledImage[] images)
    {
        SplitAssignment.Assign(images, new SplitOptions(), problems.Add);
        return [.. images.Select(image => image.Split)];
    }
}
