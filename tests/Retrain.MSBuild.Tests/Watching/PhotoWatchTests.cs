using Retrain.MSBuild.Categories;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.MSBuild.Watching;

namespace Retrain.MSBuild.Tests.Watching;

/// <summary>The watch of a project, in the test's own process; Apps/DotnetWatchTests has it in that of `dotnet watch`.</summary>
public sealed class PhotoWatchTests : IDisposable
{
    private static readonly TimeSpan LongerThanQuiet = TimeSpan.FromSeconds(1);

    private readonly ProjectItems project = new("photos/roses/1.jpg", "photos/roses/2.jpg", "photos/tulips/1.jpg", "items/1.jpg");
    private readonly PhotoWatch watch;

    public PhotoWatchTests()
    {
        PhotoWatch.WriteSignal(SignalFile);
        watch = new PhotoWatch(SignalFile);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SignalFile => project.PathOf("obj/changed_photos.props");

    public void Dispose()
    {
        watch.Dispose();
        project.Dispose();
    }

    [Theory]
    [InlineData("added")]
    [InlineData("added to a new category")]
    [InlineData("replaced")]
    [InlineData("renamed")]
    [InlineData("deleted")]
    [InlineData("swapped with their folder")]
    public async Task SignalsUntilTheModelIsTrainedAnew(string change)
    {
        project.Model("Flowers", ("ImageDir", "photos"));
        project.Read();
        Evaluated().ShouldBe(0);

        string before = await File.ReadAllTextAsync(SignalFile, Token);
        Change(change);

        await ShouldSignalAsync(before);
        await Task.Delay(LongerThanQuiet, Token);
        Evaluated().ShouldBe(1); // and `dotnet watch` builds
        project.Read();
        string signal = await File.ReadAllTextAsync(SignalFile, Token);
        Evaluated().ShouldBe(1);
        await ShouldNotSignalAsync(signal);
    }

    [Fact]
    public async Task WatchesTheFolderThatTookTheNameOfAnother()
    {
        project.Model("Flowers", ("ImageDir", "photos"));
        project.Read();
        Evaluated();
        string before = await File.ReadAllTextAsync(SignalFile, Token);
        Change("swapped with their folder");
        await ShouldSignalAsync(before);
        await Task.Delay(LongerThanQuiet, Token);
        Evaluated();
        project.Read();
        Evaluated();
        string signal = await File.ReadAllTextAsync(SignalFile, Token);

        project.Write("photos/roses/3.jpg", "a photo");

        await ShouldSignalAsync(signal);
    }

    [Fact]
    public async Task SaysNothingOfHiddenFiles()
    {
        project.Model("Flowers", ("ImageDir", "photos"));
        project.Read();
        Evaluated();
        string before = await File.ReadAllTextAsync(SignalFile, Token);

        project.Write("photos/roses/.hidden.jpg", "a photo").Write("photos/.cache/1.jpg", "a photo").Write("photos/roses/Thumbs.db", "");

        await ShouldNotSignalAsync(before);
        Evaluated().ShouldBe(0);
    }

    /// <summary>A glob finds a new file only when the project is evaluated.</summary>
    [Fact]
    public async Task SignalsForAFileBesideImagesThatAreItems()
    {
        project.Model("Flowers").Category("photos/roses").Category("items/1.jpg");
        project.Read();
        Evaluated();
        string before = await File.ReadAllTextAsync(SignalFile, Token);

        project.Write("items/2.jpg", "a photo");

        await ShouldSignalAsync(before);
        project.Category("items/2.jpg");
        await Task.Delay(LongerThanQuiet, Token);
        Evaluated().ShouldBe(1);
    }

    [Fact]
    public async Task LeavesAProjectAloneWhoseFirstBuildFailed()
    {
        project.Model("Flowers", ("ImageDir", "photos"));
        Evaluated().ShouldBe(0); // no build has written down what the model is made from
        string before = await File.ReadAllTextAsync(SignalFile, Token);
        await ShouldNotSignalAsync(before);

        Change("added");

        await ShouldSignalAsync(before);
    }

    private void Change(string change)
    {
        switch (change)
        {
            case "added":
                project.Write("photos/roses/3.jpg", "a photo");
                break;
            case "added to a new category":
                project.Write("photos/daisies/1.jpg", "a photo");
                break;
            case "replaced":
                project.Write("photos/roses/1.jpg", "another photo");
                break;
            case "renamed":
                File.Move(project.PathOf("photos/roses/1.jpg"), project.PathOf("photos/roses/3.jpg"));
                break;
            case "swapped with their folder":
                project.Write("other/roses/1.jpg", "another photo").Write("other/tulips/1.jpg", "another tulip");
                Directory.Move(project.PathOf("photos"), project.PathOf("former"));
                Directory.Move(project.PathOf("other"), project.PathOf("photos"));
                break;
            default:
                File.Delete(project.PathOf("photos/roses/1.jpg"));
                break;
        }
    }

    // As the task does in an evaluation.
    private int Evaluated()
    {
        CategoryItems items = new(project.Project, [.. project.Categories], [.. project.Models.Select(model => model.ItemSpec)]);
        return watch.Evaluated(
        [
            .. ModelItems.Read([.. project.Models], project.Project, "App", [])
                .Select(model => new WatchedModel(model, ModelFiles.Below(project.PathOf("obj"), model.Name), items, project.Project)),
        ]);
    }

    private async Task ShouldSignalAsync(string before)
    {
        for (int i = 0; Signal() == before; i++)
        {
            i.ShouldBeLessThan(600, "no signal within 30 seconds");
            await Task.Delay(50, Token);
        }
    }

    private async Task ShouldNotSignalAsync(string before)
    {
        await Task.Delay(LongerThanQuiet, Token);
        Signal().ShouldBe(before);
    }

    // It may be written at this moment.
    private string Signal()
    {
        using FileStream file = new(SignalFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }
}
