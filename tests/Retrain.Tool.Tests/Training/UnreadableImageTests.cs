using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class UnreadableImageTests
{
    [Fact]
    public async Task AreNamedAndSkipped()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        run.Folder.Write("photos/circles/notes.jpg", "just some text"u8).Write("photos/squares/empty.png");

        ToolRun trained = await run.TrainAsync();

        trained.ShouldSucceed().Output.ShouldContain("48 cached, 0 computed, 2 unreadable files");
        trained.Error.ShouldContain($"{Path.Combine(run.ImageDir, "circles", "notes.jpg")} : warning RT1003: ");
        trained.Error.ShouldContain($"{Path.Combine(run.ImageDir, "squares", "empty.png")} : warning RT1003: ");
    }

    [Fact]
    public async Task AreCountedByFolderWhereTheyAreOfAKind()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        for (int i = 0; i < 3; i++)
        {
            run.Folder.Write($"photos/circles/pointer_{i}.jpg", "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n"u8);
        }

        ToolRun trained = await run.TrainAsync();

        trained.ShouldSucceed().Output.ShouldContain("48 cached, 0 computed, 3 unreadable files");
        trained.Error.ShouldContain(
            $"{Path.Combine(run.ImageDir, "circles")} : warning RT1024: 3 files, such as pointer_0.jpg, cannot be read: "
            + "a Git LFS pointer, not a JPEG, PNG, GIF, BMP or WebP file; run 'git lfs pull'");
        trained.Error.ShouldNotContain("RT1003");
    }

    [Fact]
    public async Task IncludeNamedPipes()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        string pipe = NamedPipe.Create(Path.Combine(run.ImageDir, "circles", "pipe.jpg"));

        ToolRun trained = await run.TrainAsync();

        trained.ShouldSucceed().Output.ShouldContain("48 cached, 0 computed, 1 unreadable file");
        trained.Error.ShouldContain($"{pipe} : warning RT1003: ");
    }

    [Fact]
    public async Task FailARunThatIsStrict()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        run.Folder.Write("photos/circles/notes.jpg", "just some text"u8);

        ToolRun trained = await run.TrainAsync("--strict");

        trained.ShouldFail(1, "RT1015");
        trained.Error.ShouldContain("notes.jpg : error RT1003: ");
        run.OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task LeaveOutEveryCategoryThatHasNothingElse()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        run.Folder.Write("photos/cast/notes.jpg", "just some text"u8).Write("photos/nothing/notes.jpg", "just some text"u8);

        ToolRun trained = await run.TrainAsync();

        // One lies before the others and one between them, so that labels change their places.
        trained.ShouldSucceed().Error.ShouldContain($"{Path.Combine(run.ImageDir, "cast")} : warning RT1014: contains 1 file, ");
        trained.Error.ShouldContain($"{Path.Combine(run.ImageDir, "nothing")} : warning RT1014: contains 1 file, ");
        trained.Error.ShouldContain("notes.jpg : warning RT1003: ");
        (await File.ReadAllLinesAsync(run.Labels, TestContext.Current.CancellationToken)).ShouldBe(["circles", "squares"]);
        ToolRun labelled = await ToolCall.RunAsync(
            run.CacheDir, "label_image", "--graph", run.Graph, "--labels", run.Labels, "--top_k", "1", "--image",
            Path.Combine(run.ImageDir, "squares", "0.jpg"));
        labelled.ShouldSucceed().Output.ShouldStartWith("squares (");
        (await run.TrainAsync("--strict")).ShouldFail(1, "RT1015").Error
            .ShouldContain($"{Path.Combine(run.ImageDir, "nothing")} : error RT1014: ");
    }

    [Fact]
    public async Task FailARunWhereOnlyOneCategoryHasOthers()
    {
        using TrainingRun run = new();
        DrawnPhotos.Write(run.ImageDir, 3, "circles");
        run.Folder.Write("photos/nothing/notes.jpg", "just some text"u8);

        (await run.TrainAsync()).ShouldFail(1, "RT1010").Error.ShouldContain("nothing : warning RT1014: ");
    }

    [Fact]
    public async Task IncludeThoseOverThePixelLimit()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        await File.WriteAllBytesAsync(
            Path.Combine(run.ImageDir, "circles", "large.jpg"), DrawnPhotos.Draw(0, 1, sizePixels: 1100),
            TestContext.Current.CancellationToken);

        ToolRun trained = await run.TrainAsync("--max_megapixels", "1");

        trained.ShouldSucceed().Error
            .ShouldContain("large.jpg : warning RT1004: 1100 x 1100 pixels are more than the limit of 1 megapixels");
    }
}
