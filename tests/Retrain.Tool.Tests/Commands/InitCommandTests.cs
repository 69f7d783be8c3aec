using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public InitCommandTests() => folder.Write("src/Garden.App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />"u8);

    private string Project => File.ReadAllText(folder.PathOf("src/Garden.App.csproj"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheOnlyFolderOfImageFoldersIsTaken()
    {
        AddImages("src/flower_photos/daisy", "src/flower_photos/roses");
        AddImages("src/bin/a", "src/bin/b", "src/wwwroot/a", "src/wwwroot/b", "src/.vs/a", "src/.vs/b", "src/logos/one");
        folder.Write("src/docs/a/readme.md").Write("src/docs/b/readme.md");

        ToolRun run = await InitProcess.RunAsync(folder, "src");

        Project.ShouldContain("<RetrainModel Include=\"FlowerPhotos\" ImageDir=\"flower_photos\" />");
        run.ShouldSucceed().Output.ShouldContain("using ImageClassifier flowerPhotos = FlowerPhotosModel.Load();");
        run.Output.ShouldContain("  using Garden.App;\n  using Retrain.Runtime;\n");
        run.Output.ShouldNotContain("put photos into");
    }

    [Fact]
    public async Task BetweenTwoFoldersNoneIsChosen()
    {
        AddImages("src/flowers/daisy", "src/flowers/roses", "src/signs/stop", "src/signs/yield");

        ToolRun run = await InitProcess.RunAsync(folder, "src");

        Project.ShouldContain("<RetrainModel Include=\"GardenApp\" ImageDir=\"photos\" />");
        run.ShouldSucceed().Output.ShouldContain("put photos into photos/, in a sub-folder for each category");
    }

    [Fact]
    public async Task AFolderElsewhereIsWrittenRelativeToTheProject()
    {
        AddImages("data/road signs/stop");

        (await InitProcess.RunAsync(folder, "src/Garden.App.csproj", "--image-dir", "data/road signs/")).ShouldSucceed();

        Project.ShouldContain("<RetrainModel Include=\"RoadSigns\" ImageDir=\"../data/road signs\" />");
    }

    [Theory]
    [InlineData]
    [InlineData("--model", "Flowers")]
    [InlineData("--model", "flowers")]
    [InlineData("--image_dir", "src/photos")]
    [InlineData("--image_dir", "flowers")]
    public async Task AModelThatIsThereIsNotAddedAgain(params string[] flags)
    {
        AddImages("src/photos/daisy", "src/photos/roses", "flowers/daisy", "src/signs/stop");
        (await InitProcess.RunAsync(folder, "src", "--model", "Flowers")).ShouldSucceed();
        string before = Project;

        ToolRun again = await InitProcess.RunAsync(folder, ["src", .. flags]);

        again.ShouldSucceed().Output
            .ShouldBe($"Nothing to do: {Path.Combine("src", "Garden.App.csproj")} already trains Flowers in its build.\n");
        Project.ShouldBe(before);
    }

    [Fact]
    public async Task PhotosThatCameLaterMakeNoSecondModel()
    {
        (await InitProcess.RunAsync(folder, "src")).ShouldSucceed();
        AddImages("src/photos/daisy", "src/photos/roses");

        (await InitProcess.RunAsync(folder, "src")).ShouldSucceed().Output.ShouldStartWith("Nothing to do: ");
    }

    [Fact]
    public async Task AnotherModelStandsBesideTheFirst()
    {
        AddImages("src/photos/daisy", "src/photos/roses", "signs/stop");
        (await InitProcess.RunAsync(folder, "src", "--model", "Flowers")).ShouldSucceed();

        (await InitProcess.RunAsync(folder, "src", "--model", "Signs", "--image_dir", "signs")).ShouldSucceed();

        Project.ReplaceLineEndings("\n").ShouldContain(
            "    <RetrainModel Include=\"Flowers\" ImageDir=\"photos\" />\n"
            + "    <RetrainModel Include=\"Signs\" ImageDir=\"../signs\" />\n  </ItemGroup>");
    }

    private void AddImages(params string[] folders)
    {
        foreach (string path in folders)
        {
            folder.Write($"{path}/1.JPG");
        }
    }
}
