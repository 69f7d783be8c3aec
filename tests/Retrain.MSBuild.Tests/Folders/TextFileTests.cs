using Microsoft.Build.Framework;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Folders;

/// <summary>The files that tasks read are small, and lie where anything may lie.</summary>
public sealed class TextFileTests : IDisposable
{
    private const long TooLargeBytes = 3L << 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProjectItems items = new ProjectItems("photos/a/1.jpg", "photos/b/1.jpg").Model("Flowers", ("ImageDir", "photos"));
    private readonly ITaskItem[] trainings;

    public TextFileTests() => trainings = items.Read().Trainings;

    public void Dispose() => items.Dispose();

    [Theory]
    [InlineData("output_labels.txt")]
    [InlineData("problems.txt")]
    [InlineData("manifest.json")]
    public void ThatIsTooLargeIsNotRead(string ending)
    {
        WriteModel();
        string path = PathOf(trainings[0], ending);
        using (FileStream large = new(path, FileMode.Create))
        {
            large.SetLength(TooLargeBytes);
        }

        BuildLog log = ending == "output_labels.txt" ? items.WriteClasses(trainings, keepsModels: true).Log : Report();

        log.Errors.Select(error => (error.Code, error.File)).ShouldBe([("RT4111", path)]);
        log.Errors[0].Message.ShouldContain("3221225472 bytes");
    }

    [Theory]
    [InlineData("output_graph.pb")]
    [InlineData("output_labels.txt")]
    [InlineData("problems.txt")]
    [InlineData("manifest.json")]
    public async Task ThatIsAPipeIsNotWaitedFor(string ending)
    {
        WriteModel();
        string path = PathOf(trainings[0], ending);
        File.Delete(path);
        NamedPipe.Create(path);

        await Task.Run(
            () =>
            {
                Report();
                items.WriteClasses(trainings, keepsModels: true);
            },
            TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ThatLocksAModelMayNotBeAPipe()
    {
        string path = PathOf(trainings[0], "lock");
        File.Delete(path);
        NamedPipe.Create(path);
        items.Write("photos/a/2.jpg", "another photo");

        (BuildLog log, _) = await Task.Run(() => items.Read(), TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);

        log.Errors.ShouldHaveSingleItem().Code.ShouldBe("RT4113");
        log.Errors[0].Message.ShouldContain($"'{path}' is a pipe");
    }

    private BuildLog Report()
    {
        BuildLog log = new();
        new ReportProblems { BuildEngine = log, Trainings = trainings, Project = items.Project }.Execute();
        return log;
    }

    // As a training leaves it, but for the stamp: its digests are compared.
    private void WriteModel()
    {
        foreach (string metadata in new[] { "Graph", "Labels", "Manifest" })
        {
            File.WriteAllText(trainings[0].GetMetadata(metadata), "a\nb\n");
        }
    }

    private static string PathOf(ITaskItem training, string ending) => ending switch
    {
        "output_graph.pb" => training.GetMetadata("Graph"),
        "output_labels.txt" => training.GetMetadata("Labels"),
        "problems.txt" => training.GetMetadata("Problems"),
        "manifest.json" => training.GetMetadata("Manifest"),
        _ => Path.ChangeExtension(training.GetMetadata("FullPath"), ending),
    };
}
