using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Tests.Commands;

public sealed class BuildProblemsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NameTheModelAndItsMetadataInsteadOfFlags() =>
        Written(
            DataDiagnostics.AccuracyBelowMinimum("App.csproj", 80, 90, "nothing was written"),
            OptionDiagnostics.InvalidValue("--learning_rate", "fast", "a number"),
            DataDiagnostics.UnreadableInStrictMode("App.csproj", 2, "image"),
            OptionDiagnostics.OutputNotWritable("report.html", "no space"))
        .ShouldBe(
        [
            "App.csproj : error RT1016: RetrainModel 'Flowers': test accuracy 80.0% is below MinimumTestAccuracy 90.0%, "
                + "so nothing was written; add or clean up images, or lower the minimum.",
            "error RT4003: RetrainModel 'Flowers': 'fast' is not a valid value for LearningRate; use a number.",
            "App.csproj : error RT1015: RetrainModel 'Flowers': 2 images, named above, cannot be read, and Strict=\"true\" is given; "
                + "fix or remove them.",
            "report.html : error RT4007: cannot be written: no space; choose another path or change its permissions.",
        ]);

    [Fact]
    public void TranslateEveryFlag()
    {
        foreach (TrainingFlag flag in TrainingFlags.All.Where(flag => flag.IsMetadata))
        {
            Written(OptionDiagnostics.InvalidValue(flag.Argument, "x", flag.Valid)).Single().ShouldContain($" {flag.Metadata}");
        }
    }

    [Fact]
    public void CountManySmallCategories()
    {
        Diagnostic[] problems =
        [
            .. Enumerable.Range(0, 300).SelectMany(i => new[]
            {
                DataDiagnostics.FewImages($"photos/{i}", 2),
                DataDiagnostics.EmptySet($"photos/{i}", "validation", 1, "training"),
            }),
        ];

        Written(problems).Single()
            .ShouldStartWith("App.csproj : warning RT4122: RetrainModel 'Flowers': 300 categories, among them photos/0");
        Written(problems[..20]).Length.ShouldBe(20);
    }

    private string[] Written(params IEnumerable<Diagnostic> problems)
    {
        BuildProblems file = new(folder.PathOf("Flowers.inputs")) { Project = "App.csproj" };
        file.Begin();
        foreach (Diagnostic problem in problems)
        {
            file.Add(problem);
        }

        file.Publish();
        return File.ReadAllLines(folder.PathOf("Flowers.problems.txt"));
    }
}
