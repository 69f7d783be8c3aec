using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Reports;

public sealed class ReportFileTests(WrittenReport report) : IClassFixture<WrittenReport>
{
    [Fact]
    public void NamePhotosBelowTheImageFolderAndNoOtherPath()
    {
        report.Page.ShouldContain("circles/moved1");
        report.Page.ShouldNotContain(report.Run.Folder.Path);
        report.Page.ShouldNotContain(Path.GetTempPath());
    }

    [Fact]
    public void ListTheProblemsOfTheData() => report.Page.ShouldContain("<th scope=\"row\">squares/notes.txt</th><td>RT1003</td>");

    [Fact]
    public void TakeNamesAsText()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such file names");
        report.Page.ShouldNotContain("<img");
        report.Page.ShouldContain("squares/&lt;img src=x onerror=alert(1)&gt;&amp;quot;&#39;&quot;.jpg");
    }

    [Fact]
    public void SayHowToGetTheSameModel() =>
        report.Page.ShouldContain(
            """
            dotnet retrain --image_dir photos \
              --how_many_training_steps 50 \
              --testing_percentage 40 \
              --report report.html</code>
            """);

    [Fact]
    public async Task AreTheSameBytesAtAnyThreadCountColdOrWarm()
    {
        using TrainingRun other = new();
        WrittenReport.Draw(other);

        (await WrittenReport.TrainAsync(other, "--threads", "1")).ShouldSucceed();
        string cold = await File.ReadAllTextAsync(other.OutputOf("report.html"), TestContext.Current.CancellationToken);
        (await WrittenReport.TrainAsync(other, "--threads", "5")).ShouldSucceed();
        string warm = await File.ReadAllTextAsync(other.OutputOf("report.html"), TestContext.Current.CancellationToken);

        cold.ShouldBe(report.Page);
        warm.ShouldBe(report.Page);
    }

    [Fact]
    public async Task AreAllThatARunBelowTheMinimumLeaves()
    {
        using TrainingRun run = new();
        WrittenReport.Draw(run);

        ToolRun failed = await WrittenReport.TrainAsync(run, "--minimum_test_accuracy", "100");

        failed.ShouldFail(3, "RT1016").Error.ShouldContain("nothing but the report was written");
        failed.Output.ShouldEndWith($"Wrote {run.OutputOf("report.html")}\n");
        run.OutputNames().ShouldBe(["report.html"]);
        (await File.ReadAllTextAsync(run.OutputOf("report.html"), TestContext.Current.CancellationToken))
            .ShouldContain("The model was not written.");
    }

    [Fact]
    public async Task AreWrittenWithoutTestAndValidationImages()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await run.TrainAsync(
            "--testing_percentage", "0", "--validation_percentage", "0", "--report", run.OutputOf("report.html"), "--json");

        trained.ShouldSucceed().Output.ShouldContain("""{"event":"reportWritten","report":""");
        (await File.ReadAllTextAsync(run.OutputOf("report.html"), TestContext.Current.CancellationToken))
            .ShouldContain("There were no test images");
    }

    [Fact]
    public async Task ThatCannotBeWrittenFailBeforeTheWork()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        run.Folder.Write("file");

        ToolRun trained = await run.TrainAsync("--report", run.Folder.PathOf("file/report.html"));

        trained.ShouldFail(1, "RT4007").Output.ShouldBeEmpty();
    }
}
