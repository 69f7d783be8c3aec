using System.Globalization;
using CsCheck;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.Tests.Categories;

public sealed class SplitImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheFoldersAreTheSplit()
    {
        folder.Write("train/daisy/1.jpg").Write("train/roses/1.jpg").Write("VALID/daisy/2.jpg").Write("valid/roses/inner/2.jpg")
            .Write("test/roses/1.jpg").Write("test/daisy/3.jpg").Write("test/.git/3.jpg");

        ImageSet images = Read();

        images.Categories.Select(category => category.Label).ShouldBe(["daisy", "roses"]);
        images.Categories[1].Folder.ShouldBe(folder.PathOf("train/roses"));
        Assigned(images).ShouldBe([
            "train/daisy/1.jpg Training", "VALID/daisy/2.jpg Validation", "test/daisy/3.jpg Testing",
            "train/roses/1.jpg Training", "valid/roses/inner/2.jpg Validation", "test/roses/1.jpg Testing",
        ], ignoreOrder: true);
    }

    [Fact]
    public void IdenticalImagesStayWhereTheyAre() => Gen.Int[0, 5].Array[3, 30].Sample(contents =>
    {
        Category[] categories = [.. Enumerable.Range(0, 2).Select(label => new Category($"{label}", label, $"{label}", contents.Index()
            .Where(file => file.Index % 2 == label)
            .Select(file => new ImageFile($"{file.Index}", $"{file.Index}") { Set = (Split)(file.Item % 3) })))];
        LabeledImage[] images = [.. categories.SelectMany(category => category.Images)];
        foreach (LabeledImage image in images)
        {
            image.Content = new(Digest.Of(BitConverter.GetBytes(contents[int.Parse(image.Path, CultureInfo.InvariantCulture)] / 3)), 1);
        }

        SplitAssignment.Assign(images, new SplitOptions(), _ => { });

        return images.All(image => image.Split == image.PredefinedSplit);
    });

    [Fact]
    public void ACategoryThatLacksASetIsAWarning()
    {
        folder.Write("train/daisy/1.jpg").Write("test/daisy/2.jpg").Write("test/roses/3.jpg").Write("val/daisy/4.jpg")
            .Write("val/roses/5.jpg");

        Assigned(Read());

        problems.Where(problem => problem.Code == "RT1013").ShouldHaveSingleItem().ToString().ShouldStartWith(
            $"{folder.PathOf("val/roses")} : warning RT1013: no image is left for the training set");
    }

    [Fact]
    public void SetsThatAreMissingAreWarnings()
    {
        folder.Write("train/daisy/1.jpg").Write("train/roses/1.jpg").Write("test/1.jpg").Write("extra/daisy/1.jpg");

        Assigned(Read()).Length.ShouldBe(2);

        problems.Select(problem => problem.ToString()).Where(line => !line.Contains("RT1006", StringComparison.Ordinal)).ShouldBe([
            $"{folder.PathOf("extra")} : warning RT1034: is not one of the sets train, val and test of --predefined_split and is left out; "
                + "rename it if it is one of them.",
            $"{folder.Path} : warning RT1033: has no folder val with a sub-folder for each category, so the probabilities are not "
                + "calibrated; add it, or split without --predefined_split.",
            $"{folder.Path} : warning RT1033: has no folder test with a sub-folder for each category, so the test accuracy is unknown; "
                + "add it, or split without --predefined_split.",
        ]);
    }

    [Theory]
    [InlineData("RT1032", "daisy/1.jpg", "roses/1.jpg")]
    [InlineData("RT1032", "train/1.jpg", "test/daisy/1.jpg")]
    [InlineData("RT1010", "train/daisy/1.jpg", "test/daisy/1.jpg")]
    public void AFolderThatIsNotSplitIsAnError(string code, params string[] files)
    {
        Array.ForEach(files, file => folder.Write(file));

        Should.Throw<RetrainException>(Read).Diagnostic.Code.ShouldBe(code);
    }

    [Fact]
    public void AFolderThatIsNotThereIsAnError() => Should.Throw<RetrainException>(() => SplitImageFolder.Read(
        folder.PathOf("nowhere"), strict: false, problems.Add, TestContext.Current.CancellationToken)).Diagnostic.Code.ShouldBe("RT1001");

    [Theory]
    [InlineData(true, "train/daisy/1.jpg", "val/daisy/1.jpg", "test/daisy/1.jpg")]
    [InlineData(true, "Training/daisy/1.jpg", "testing/daisy/1.jpg")]
    [InlineData(false, "train/1.jpg", "test/1.jpg")]
    [InlineData(false, "train/old/1.jpg", "bus/old/1.jpg")]
    [InlineData(false, "val/daisy/1.jpg", "test/daisy/1.jpg")]
    public void WithoutTheFlagALayoutThatLooksSplitIsHintedAt(bool isHinted, params string[] files)
    {
        Array.ForEach(files, file => folder.Write(file));

        ImageFolder.Read(folder.Path, strict: false, problems.Add, TestContext.Current.CancellationToken);

        Diagnostic? hint = problems.SingleOrDefault(problem => problem.Code == "RT1031");
        (hint is not null).ShouldBe(isHinted);
        if (hint is not null)
        {
            hint.Message.ShouldContain("--predefined_split");
            hint.Message.ShouldContain($"--image_dir {folder.PathOf(files[0].Split('/')[0])}.");
        }
    }

    [Fact]
    public void ABuildTellsTheSetsByTheFoldersAbove()
    {
        folder.Write("train/daisy/1.jpg").Write("train/roses/1.jpg").Write("test/daisy/1.jpg").Write("test/roses/1.jpg");
        string[] lines = [InputsFormat.FirstLine, .. new[] { "daisy", "roses" }.SelectMany(label => new[] { "train", "test" }
            .Select(set => InputsFormat.Line(InputsFormat.Folder, label, folder.PathOf($"{set}/{label}"))))];
        File.WriteAllLines(folder.PathOf("Model.inputs"), lines);

        ImageSet images = ProjectInputs.Read(folder.PathOf("Model.inputs"))
            .Categories(strict: false, isSplit: true, problems.Add, TestContext.Current.CancellationToken);

        Assigned(images).ShouldBe([
            "train/daisy/1.jpg Training", "test/daisy/1.jpg Testing", "train/roses/1.jpg Training", "test/roses/1.jpg Testing",
        ]);
    }

    private string[] Assigned(ImageSet images)
    {
        foreach ((int index, LabeledImage image) in images.Images.Index())
        {
            image.Content = new(Digest.Of(BitConverter.GetBytes(index)), 1);
        }

        SplitAssignment.Assign(images.Images, new SplitOptions(), problems.Add);
        return [.. images.Images.Select(image =>
            $"{Path.GetRelativePath(folder.Path, image.Path).Replace('\\', '/')} {image.Split}")];
    }

    private ImageSet Read() => SplitImageFolder.Read(folder.Path, strict: false, problems.Add, TestContext.Current.CancellationToken);
}
