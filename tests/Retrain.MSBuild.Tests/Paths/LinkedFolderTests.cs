using System.Globalization;
using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Paths;

public sealed class LinkedFolderTests(PackedPackages packages)
{
    [Fact]
    public async Task AreWatchedAndMayLeadBack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using UserProject project = await UserProject.ImportingAsync(
            packages, ProjectText.Flowers.Replace("photos/", "../linked/", StringComparison.Ordinal));

        // The folder lies outside the project, since the SDK's own globs would follow the link for ever.
        string photos = project.PathOf("../outside");
        Directory.Move(project.PathOf("photos"), photos);
        Directory.CreateSymbolicLink(project.PathOf("../linked"), photos);
        Directory.CreateDirectory(Path.Combine(photos, "circles/inner"));
        foreach (string loop in new[] { "a", "b", "c", "d" })
        {
            Directory.CreateSymbolicLink(Path.Combine(photos, "circles/inner", loop), Path.Combine(photos, "circles"));
        }

        File.CreateSymbolicLink(Path.Combine(photos, "circles/itself.jpg"), Path.Combine(photos, "circles/itself.jpg"));
        project.WriteImage("../elsewhere/more.jpg", category: 0, seed: 77);
        Directory.CreateSymbolicLink(Path.Combine(photos, "circles/more"), project.PathOf("../elsewhere"));

        (await project.TrainAsync()).ShouldTrain().Warnings
            .Select(warning => warning.Code).Distinct().Order(StringComparer.Ordinal).ShouldBe(["RT1005", "RT1012"]);
        File.ReadLines(project.ModelFile(".inputs")).Where(line => line.StartsWith("facts\t", StringComparison.Ordinal))
            .Sum(line => int.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture)).ShouldBeLessThan(200);
        (await project.TrainAsync()).ShouldNotTrain();

        project.WriteImage("../elsewhere/more.jpg", category: 0, seed: 78);
        (await project.TrainAsync()).ShouldTrain();
    }
}
