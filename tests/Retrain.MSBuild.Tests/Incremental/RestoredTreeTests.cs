using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class RestoredTreeTests(TrainedProject trained)
{
    [Fact]
    public async Task TrainsNothing()
    {
        UserProject project = await trained.BuiltAsync();
        byte[] inputs = File.ReadAllBytes(project.ModelFile(".inputs"));
        DateTime written = File.GetLastWriteTimeUtc(project.ModelFile(".manifest.json"));
        CloneAgain(project.PathOf("photos"));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("Flowers: the images are those that it was trained on");

        File.ReadAllBytes(project.ModelFile(".inputs")).ShouldNotBe(inputs);
        File.GetLastWriteTimeUtc(project.ModelFile(".manifest.json")).ShouldBe(written);
        (await project.TrainAsync()).ShouldNotTrain();
    }

    // Every file is another one, written now, as git leaves them.
    private static void CloneAgain(string folder)
    {
        string old = folder + ".old";
        Directory.Move(folder, old);
        UserProject.Copy(old, folder);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }

        Directory.Delete(old, recursive: true);
    }
}
