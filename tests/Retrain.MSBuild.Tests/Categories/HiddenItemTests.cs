using Microsoft.Build.Utilities;
using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Folders;
using Retrain.MSBuild.Models;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Categories;

public sealed class HiddenItemTests : IDisposable
{
    private static readonly string[] Names = [".ipynb_checkpoints", "@eaDir", "__MACOSX", ".git", "._daisy", "lost+found"];

    private readonly TemporaryFolder folder = new();

    public HiddenItemTests()
    {
        folder.Write("photos/daisy/1.jpg").Write("photos/roses/1.jpg").Write("photos/daisy/._1.jpg");
        foreach (string name in Names)
        {
            folder.Write($"photos/{name}/1.jpg").Write($"photos/daisy/{name}/2.jpg").Write($"photos/daisy/inner/{name}/3.jpg");
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AreNotCategoriesOfAFolder() => LabelsOf(Model(), []).ShouldBe(["daisy", "roses"]);

    [Fact]
    public void HaveNoPlaceInTheInputsFile() =>
        FolderFacts.DigestOf(folder.PathOf("photos/daisy")).Count.ShouldBe(1);

    [Fact]
    public void AreNotMatchedByAGlob()
    {
        TaskItem[] items = [.. Directory.EnumerateFiles(folder.PathOf("photos"), "*", SearchOption.AllDirectories)
            .Select(path => new TaskItem(path))];

        LabelsOf(Model(imageDir: false), items).ShouldBe(["daisy", "roses"]);
    }

    [Fact]
    public void AreUsedWhenTheyAreNamed() =>
        LabelsOf(Model(imageDir: false), [new TaskItem(folder.PathOf("photos/.git")), new TaskItem(folder.PathOf("photos/roses"))])
            .ShouldBe([" git", "roses"]);

    [Fact]
    public void APredefinedSplitHasTheCategoriesBelowItsSets()
    {
        folder.Write("split/train/daisy/1.jpg").Write("split/train/roses/1.jpg").Write("split/Test/roses/2.jpg")
            .Write("split/other/tulips/1.jpg");

        CategoryItems items = new(folder.PathOf("App.csproj"), [], ["Flowers"]);
        IReadOnlyList<ModelCategory> categories = items.Of(Model("split", predefinedSplit: true));

        categories.Select(category => category.Label).ShouldBe(["daisy", "roses"]);
        categories[1].Folders.Select(found => found.Path)
            .ShouldBe([folder.PathOf("split/Test/roses"), folder.PathOf("split/train/roses")]);
    }

    private IEnumerable<string> LabelsOf(TrainedModel model, TaskItem[] items) =>
        new CategoryItems(folder.PathOf("App.csproj"), items, [model.Name]).Of(model).Select(category => category.Label);

    private TrainedModel Model(string photos = "photos", bool imageDir = true, bool predefinedSplit = false) => TrainedModel.Of(
        new TaskItem("Flowers", new Dictionary<string, string>
        {
            ["ImageDir"] = imageDir ? photos : "",
            ["PredefinedSplit"] = predefinedSplit ? "true" : "",
        }),
        folder.PathOf("App.csproj"), "App");
}
