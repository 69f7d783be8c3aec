using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Curation;
using Retrain.Training.Decisions;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.Tests.Curation;

public sealed class DecidedImagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<TrainingEvent> events = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnotherLabelKeepsTheSetAndTheName()
    {
        ImageSet images = Images(60, 60);
        LabeledImage[] wrong = [.. images.Categories[0].Images.Take(12)];
        SplitAssignment.Assign(images.Images, new(), _ => { });
        Dictionary<Digest, Split> before = images.Images.ToDictionary(image => image.Digest, image => image.Split);

        ImageSet decided = Decide(images, wrong.Select(image => (image.Digest, (string?)"b")));
        SplitAssignment.Assign(decided.Images, new(), _ => { });

        decided.Categories.Select(category => category.Images.Count).ShouldBe([48, 72]);
        decided.Images.ToDictionary(image => image.Digest, image => image.Split).ShouldBe(before, ignoreOrder: true);
        decided.Categories[1].Images.Single(image => image.Digest == wrong[3].Digest).Name.ShouldBe(wrong[3].Name);
        decided.Categories[1].Images.Select(image => image.RelativePath).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        decided.Categories[1].Images.ShouldAllBe(image => image.LabelIndex == 1 && image.Label == "b");
        events.OfType<DecisionsApplied>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            applied => applied.Relabelled.ShouldBe(12), applied => applied.Removed.ShouldBe(0));
    }

    [Fact]
    public void EveryCopyFollowsADecision()
    {
        ImageSet images = Images(3, 3);
        images.Categories[1].Images[2].Content = images.Categories[0].Images[0].Content;

        ImageSet decided = Decide(images, [(images.Categories[0].Images[0].Digest, null)]);

        decided.Categories.Select(category => category.Images.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public void ACategoryWithoutImagesIsLeftOutWithAWarning()
    {
        ImageSet images = Images(1, 3, 3);

        ImageSet decided = Decide(images, [(images.Images[0].Digest, null)]).Readable(_ => { });

        decided.Categories.Select(category => (category.Label, category.LabelIndex)).ShouldBe([("b", 0), ("c", 1)]);
        Codes.ShouldBe(["RT1085"]);
        Should.Throw<RetrainException>(() => Decide(images, images.Images.Select(image => (image.Digest, (string?)null))))
            .Diagnostic.Code.ShouldBe("RT1085");
    }

    [Fact]
    public void DecisionsWithoutAPhotoAreToldOnce()
    {
        ImageSet images = Images(3, 3);

        Decide(images, Enumerable.Range(0, 5).Select(i => (Digest.Of([(byte)i, 99, 99]), (string?)null)));

        Codes.ShouldBe(["RT1083"]);
        events.OfType<ProblemFound>().Single().Diagnostic.Message.ShouldStartWith("5 of 5 decisions match no photo, such as ");
    }

    [Fact]
    public void ALabelIsNotMadeByADecision()
    {
        ImageSet images = Images(3, 3);

        RetrainException refused = Should.Throw<RetrainException>(() => Decide(images, [(images.Images[0].Digest, "B")]));

        refused.Diagnostic.Code.ShouldBe("RT1084");
        refused.Diagnostic.Message.ShouldContain("while 'b' is one");
    }

    private IEnumerable<string> Codes => events.OfType<ProblemFound>().Select(problem => problem.Diagnostic.Code);

    private static ImageSet Images(params int[] counts) => new("photos", IsStrict: false,
    [
        .. counts.Select((count, label) =>
        {
            string name = $"{(char)('a' + label)}";
            Category category = new(name, label, Path.Combine("photos", name), Enumerable.Range(0, count)
                .Select(i => new ImageFile(Path.Combine("photos", name, $"{i:D3}.jpg"), $"{i:D3}.jpg")));
            foreach ((int i, LabeledImage image) in category.Images.Index())
            {
                image.Content = new(Digest.Of([(byte)label, (byte)i]), 1);
            }

            return category;
        }),
    ]);

    private ImageSet Decide(ImageSet images, IEnumerable<(Digest Image, string? Label)> decisions)
    {
        string entries = string.Join(", ", decisions.Select(decision => decision.Label is null
            ? $$"""{"digest": "{{decision.Image}}", "remove": true}"""
            : $$"""{"digest": "{{decision.Image}}", "label": "{{decision.Label}}"}"""));
        File.WriteAllText(folder.PathOf("decisions.json"), $$"""{"formatVersion": "1.0.0", "decisions": [{{entries}}]}""");
        return DecidedImages.Of(images.With(DecisionsFile.Read(folder.PathOf("decisions.json"))), events.Add);
    }
}
