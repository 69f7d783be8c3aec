using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training;
using Retrain.Training.Builds;
using Retrain.Training.Categories;
using Retrain.Training.Options;

namespace Retrain.Tool.Tests.Commands;

public sealed class DecidedPhotosTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task TrainsAsOnAFolderInWhichThePhotosWereMoved()
    {
        string decisions = Decide();
        (await run.TrainAsync("--decisions", decisions, "--flip_left_right")).ShouldSucceed()
            .Output.ShouldContain($"Decisions: 1 photo left out, 2 photos with another label, after {decisions}.\n");
        byte[] decided = await File.ReadAllBytesAsync(run.Graph, Token);
        JsonElement data = Manifest().GetProperty("dataSet");
        data.GetProperty("decisionsSha256").GetString().ShouldBe(DecisionsOf.DigestOf(decisions));
        data.GetProperty("images").GetInt32().ShouldBe(47);

        (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldSucceed();
        (await run.TrainAsync("--flip_left_right")).ShouldSucceed();

        (await File.ReadAllBytesAsync(run.Graph, Token)).ShouldBe(decided);
        JsonElement moved = Manifest().GetProperty("dataSet");
        moved.GetProperty("sha256").GetString().ShouldBe(data.GetProperty("sha256").GetString());
        moved.TryGetProperty("decisionsSha256", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task ListsWhatAFileOfDecisionsWouldDo()
    {
        string decisions = Decide();

        ToolRun listed = (await CheckAsync("--apply", decisions)).ShouldSucceed();

        listed.Output.ShouldContain($"{Photo("circles/3.jpg")}  circles  squares\n");
        listed.Output.ShouldContain($"{Photo("squares/5.jpg")}  squares  (remove)\n");
        listed.Output.ShouldContain("3 photos: 1 to remove, 2 to another label.\nNothing was moved; ");
        File.Exists(Photo("squares/5.jpg")).ShouldBeTrue();
    }

    [Fact]
    public async Task MovesPhotosAndMovesThemBack()
    {
        string[] before = Files();
        string decisions = Decide();

        ToolRun moved = (await CheckAsync("--apply", decisions, "--move_to", Removed, "--json")).ShouldSucceed();

        File.Exists(Path.Combine(Removed, "squares", "5.jpg")).ShouldBeTrue();
        File.Exists(Photo("squares/3.jpg_nohash_2.jpg")).ShouldBeTrue(); // a name that is hashed as 3.jpg, which there is already
        Lines(moved).Last().GetProperty("moved").GetInt32().ShouldBe(3);
        Lines(moved).Count(line => line.GetProperty("event").GetString() == "photoDecided").ShouldBe(3);
        (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldSucceed().Output.ShouldContain("Moved nothing.");

        (await ToolCall.RunAsync(run.CacheDir, "check", "--undo", Removed)).ShouldSucceed().Output.ShouldBe("Moved 3 photos back.\n");
        Files().ShouldBe(before);
        (await ToolCall.RunAsync(run.CacheDir, "check", "--undo", Removed)).ShouldFail(2, "RT4054");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoesOnAfterARunThatMovedAWholeCategory(bool isKilledBeforeItsEnd)
    {
        string[] before = Files();
        string[] squares = Directory.GetFiles(Photo("squares"));
        string decisions = DecisionsOf.Write(
            run.Folder.PathOf("decisions.json"), [(Photo("circles/3.jpg"), null), .. squares.Select(path => (path, (string?)"circles"))]);
        (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldSucceed().Output.ShouldContain("Moved 25 photos;");
        if (isKilledBeforeItsEnd)
        {
            File.Move(Path.Combine(Removed, "circles", "3.jpg"), Photo("circles/3.jpg"));
        }

        ToolRun repeated = await CheckAsync("--apply", decisions, "--move_to", Removed);

        repeated.ShouldSucceed().Output.ShouldContain(isKilledBeforeItsEnd ? "Moved 1 photo;" : "Moved nothing.");
        Directory.GetFiles(Photo("circles")).Length.ShouldBe(47);
        (await ToolCall.RunAsync(run.CacheDir, "check", "--undo", Removed)).ShouldSucceed().Output.ShouldBe("Moved 25 photos back.\n");
        Files().ShouldBe(before);
        Directory.Exists(Removed).ShouldBeFalse();
    }

    [Fact]
    public async Task NamesNoPlaceOfAPhotoThatWasNotMoved()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making a link takes a privilege on Windows");
        File.Move(Photo("squares/5.jpg"), run.Folder.PathOf("real.jpg"));
        File.CreateSymbolicLink(Photo("squares/5.jpg"), run.Folder.PathOf("real.jpg"));
        string decisions = Decide();

        ToolRun moved = (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldFail(1, "RT1086");

        moved.Output.ShouldContain($"{Photo("squares/5.jpg")}  squares  (remove)  (not moved)\n");
        moved.Output.ShouldContain("Moved 2 photos;");
        ToolRun again = await CheckAsync("--apply", decisions, "--move_to", Removed, "--json");
        Lines(again).Single(line => line.GetProperty("event").GetString() == "photoDecided").TryGetProperty("to", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("RT4057", "--apply has no effect with --undo", "--undo", "x", "--apply", "y")]
    [InlineData("RT4057", "--decisions has no effect with --undo", "--undo", "x", "--decisions", "y")]
    [InlineData("RT4057", "photos has no effect with --undo", "photos", "--undo", "x")]
    [InlineData("RT4057", "--strict has no effect with --undo", "--undo", "x", "--strict")]
    [InlineData("RT4057", "--decisions has no effect with --apply", "photos", "--apply", "x", "--decisions", "y")]
    [InlineData("RT4057", "--top_k has no effect with --apply", "photos", "--apply", "x", "--top_k", "3")]
    public async Task RefusesFlagsThatWouldBeIgnored(string code, string message, params string[] flags) =>
        (await ToolCall.RunAsync(run.CacheDir, ["check", .. flags])).ShouldFail(2, code).Error.ShouldContain(message);

    [Fact]
    public async Task RefusesAFolderAmongThePhotos()
    {
        string decisions = Decide();

        (await CheckAsync("--apply", decisions, "--move_to", Photo("squares/removed"))).ShouldFail(2, "RT4052");
        (await CheckAsync("--move_to", Removed)).ShouldFail(2, "RT4004");
    }

    [Fact]
    public async Task SaysWhichDecisionsCannotBeFollowed()
    {
        string decisions = DecisionsOf.Write(run.Folder.PathOf("decisions.json"), (Photo("circles/3.jpg"), "squares"));
        File.Delete(Photo("circles/3.jpg"));
        (await run.TrainAsync("--decisions", decisions)).ShouldSucceed().Error
            .ShouldContain($"{decisions} : warning RT1083: 1 of 1 decision matches no photo, such as ");

        DecisionsOf.Write(decisions, (Photo("circles/4.jpg"), "square"));
        (await run.TrainAsync("--decisions", decisions)).ShouldFail(1, "RT1084");
        (await run.TrainAsync("--decisions", run.OutputOf("missing.json"))).ShouldFail(2, "RT4050");
    }

    [Fact]
    public async Task NothingIsMovedIntoACategoryThatIsALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making a link takes a privilege on Windows");
        string elsewhere = run.Folder.PathOf("elsewhere/squares");
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        Directory.Move(Photo("squares"), elsewhere);
        Directory.CreateSymbolicLink(Photo("squares"), elsewhere);

        (await CheckAsync("--apply", Decide(), "--move_to", Path.Combine(elsewhere, "removed"))).ShouldFail(2, "RT4052");

        File.Exists(Path.Combine(elsewhere, "5.jpg")).ShouldBeTrue();
    }

    [Fact]
    public async Task AnotherDecisionIsStrongerThanARecordedMove()
    {
        string photo = Photo("squares/5.jpg");
        string decisions = DecisionsOf.Write(run.Folder.PathOf("decisions.json"), (photo, "circles"));
        (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldSucceed();
        File.Move(Directory.GetFiles(Photo("circles"), "5.jpg_nohash_*").Single(), photo);
        DecisionsOf.Write(decisions, (photo, null));

        (await CheckAsync("--apply", decisions, "--move_to", Removed)).ShouldSucceed();

        File.Exists(Path.Combine(Removed, "squares", "5.jpg")).ShouldBeTrue();
    }

    [Fact]
    public async Task EvaluatesAfterDecisions()
    {
        (await run.TrainAsync()).ShouldSucceed();
        string folder = run.Folder.PathOf("new");
        DrawnPhotos.Write(folder, 6, "circles", "squares");
        File.Move(Path.Combine(folder, "squares", "1.jpg"), Path.Combine(folder, "circles", "square.jpg"));
        string decisions = DecisionsOf.Write(run.Folder.PathOf("decisions.json"),
            (Path.Combine(folder, "circles", "square.jpg"), "squares"), (Path.Combine(folder, "circles", "2.jpg"), null));

        ToolRun evaluated = await ToolCall.RunAsync(
            run.CacheDir, "evaluate", folder, "--graph", run.Graph, "--labels", run.Labels, "--decisions", decisions);

        evaluated.ShouldSucceed().Output.ShouldContain("Decisions: 1 photo left out, 1 photo with another label, after ");
        evaluated.Output.ShouldContain("Accuracy = 100.0% (N=11");
    }

    [Fact]
    public async Task ABuildTrainsAgainWhenDecisionsChange()
    {
        string decisions = Decide();
        string inputs = run.WriteInputs($"option\tDecisions\t{decisions}", $"option\tBottleneckDir\t{run.CacheDir}");
        (await BuildAsync(inputs)).ShouldSucceed().Output.ShouldStartWith("Flowers: 2 labels, 47 images (0 new)");
        (await BuildAsync(inputs)).ShouldSucceed().Output.ShouldContain("the images are those that it was trained on");

        DecisionsOf.Write(decisions, (Photo("circles/3.jpg"), "squares"));

        (await BuildAsync(inputs)).ShouldSucceed().Output.ShouldStartWith("Flowers: 2 labels, 48 images (0 new)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ABuildsModelIsRememberedOnlyIfDecisionsStayedAsTheyWereRead(bool change)
    {
        string decisions = Decide();
        string file = run.WriteInputs($"option\tDecisions\t{decisions}", $"option\tBottleneckDir\t{run.CacheDir}");
        ProjectInputs inputs = ProjectInputs.Read(file);
        RetrainOptions options = OptionsReader.Read(
            OptionsReader.Defaults with { Data = new() { ImageDir = inputs.Project, Inputs = inputs } }, inputs.Flags, _ => { });
        TrainedContents contents = new(file);

        contents.Forget(options);
        RetrainResult result = new Retrainer(options, _ => { }).Run(Token);
        if (change)
        {
            DecisionsOf.Write(decisions, (Photo("circles/3.jpg"), "squares"));
        }

        contents.Remember(options, result);

        contents.AreUnchanged(options, Token).ShouldBe(!change);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Removed => run.Folder.PathOf("removed");

    private string Decide() => DecisionsOf.Write(run.Folder.PathOf("decisions.json"),
        (Photo("circles/3.jpg"), "squares"), (Photo("circles/8.jpg"), "squares"), (Photo("squares/5.jpg"), null));

    private string Photo(string name) => Path.Combine(run.ImageDir, name);

    private string[] Files() => [.. Directory.GetFiles(run.ImageDir, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private JsonElement Manifest() => JsonDocument.Parse(File.ReadAllBytes(run.Manifest)).RootElement;

    private static IEnumerable<JsonElement> Lines(ToolRun run) =>
        run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement);

    private Task<ToolRun> CheckAsync(params IReadOnlyList<string> flags) =>
        ToolCall.RunAsync(run.CacheDir, ["check", "--image_dir", run.ImageDir, .. flags]);

    private Task<ToolRun> BuildAsync(string inputs) => ToolCall.RunAsync(run.CacheDir, "--inputs", inputs);
}
