using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Tests.Diagnostics;

public sealed class ProblemsOfManyCategoriesTests
{
    [Fact]
    public void AThousandAlikeAreOneWithTheirNumberAndTheFirstNames()
    {
        Diagnostic other = DataDiagnostics.NoCategories("photos");
        Diagnostic[] few = [.. Enumerable.Range(0, 1000).Select(i => DataDiagnostics.FewImages(Path.Combine("photos", $"label {i}"), 3))];
        Diagnostic[] empty = [.. few.SelectMany(problem => new[]
        {
            DataDiagnostics.EmptySet(problem.Origin!, "testing", 1, "training"),
            DataDiagnostics.EmptySet(problem.Origin!, "validation", 0, "training"),
        })];

        Diagnostic[] together = [.. ProblemsOfManyCategories.Together([other, .. few, .. empty])];

        together.Select(problem => problem.ToString()).ShouldBe([
            other.ToString(),
            "photos : warning RT1006: 1000 categories have fewer than 20 images, such as 'label 0', 'label 1', 'label 2', "
                + "which may cause issues; add more.",
            "photos : warning RT1013: 1000 categories, such as 'label 0', 'label 1', 'label 2', had no image in one of the sets, "
                + "where images of the others were moved if possible; add images for a reliable result.",
        ]);
    }

    [Fact]
    public void TenAreNamedOneByOne()
    {
        Diagnostic[] few = [.. Enumerable.Range(0, 10).Select(i => DataDiagnostics.FewImages(Path.Combine("photos", $"label {i}"), 3))];

        ProblemsOfManyCategories.Together(few).ShouldBe(few);
    }

    [Fact]
    public void ColourProfilesThatAreIgnoredAreSaidOnce()
    {
        Diagnostic[] profiles = [.. new[] { "a", "b" }.Select(name => DataDiagnostics.WideGamut(Path.Combine("photos", name), 3, 9))];

        ProblemsOfManyCategories.Together(profiles).ShouldHaveSingleItem().ToString().ShouldStartWith(
            "photos : warning RT1071: 2 categories, such as 'a', 'b', have photos with a colour profile wider than sRGB");
        ProblemsOfManyCategories.Together([profiles[0]]).ShouldBe([profiles[0]]);
    }

    [Fact]
    public void LeakageClaimsNoGainWhereThereIsALoss()
    {
        DataDiagnostics.Leakage("photos", 2, 10, 80, 90).Message
            .ShouldContain("but the test accuracy is not higher for it: 80.0% with them, 90.0%");
        DataDiagnostics.Leakage("photos", 2, 10, 90, 80).Message
            .ShouldContain("so the test accuracy may be too high: 90.0% with them, 80.0%");
        DataDiagnostics.Leakage("photos", 10, 10, 90, null).Message
            .ShouldContain("may be too high: 90.0% with them, and none is left");
    }
}
