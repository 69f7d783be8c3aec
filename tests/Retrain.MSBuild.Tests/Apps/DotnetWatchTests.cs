using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Apps;

/// <summary>`dotnet watch` trains again when photos change, in the project's folder and outside it.</summary>
public sealed class DotnetWatchTests(PackedPackages packages)
{
    private const string Model = """
        <ItemGroup>
            <RetrainModel Include="Flowers" ImageDir="../photos" HowManyTrainingSteps="20" />
          </ItemGroup>
        """;

    // Prints the photos of each label, and waits.
    private const string Program = """
        Console.WriteLine("started with " + string.Join(' ', App.FlowersModel.TrainedOn.Select(label =>
            $"{label.Label}:{label.TrainingImages + label.ValidationImages + label.TestingImages}")) + ".");
        await Task.Delay(Timeout.Infinite);
        """;

    [Fact]
    public async Task TrainsAgainWhenPhotosOutsideTheProjectChange()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(Model));
        project.Write("Program.cs", Program);
        string photos = project.PathOf("../photos");
        Directory.Move(project.PathOf("photos"), photos);
        using (WatchedApp app = WatchedApp.Start(project, "run"))
        {
            await app.ShouldPrintAsync("started with circles:24 squares:24.");

            // A photo is replaced in its place, by a program that writes over it.
            File.WriteAllBytes(Path.Combine(photos, "circles/3.jpg"), DrawnPhotos.Draw(0, 1003));
            await app.ShouldPrintAsync("Flowers: 2 labels, 48 images (1 new)");
            await app.ShouldPrintAsync("started with circles:24 squares:24.");

            // One is deleted, one renamed, some are added, among them one in a folder that is new, and hidden ones that make no difference.
            File.Delete(Path.Combine(photos, "circles/4.jpg"));
            File.Move(Path.Combine(photos, "squares/5.jpg"), Path.Combine(photos, "squares/renamed.jpg"));
            for (int i = 0; i < 3; i++)
            {
                File.WriteAllBytes(Path.Combine(photos, $"squares/added{i}.jpg"), DrawnPhotos.Draw(1, 2000 + i));
                File.WriteAllBytes(Path.Combine(photos, $"squares/.hidden{i}.jpg"), DrawnPhotos.Draw(1, 3000 + i));
            }

            Directory.CreateDirectory(Path.Combine(photos, "circles/more"));
            File.WriteAllBytes(Path.Combine(photos, "circles/more/1.jpg"), DrawnPhotos.Draw(0, 4000));
            await app.ShouldPrintAsync("started with circles:24 squares:27.");
        }

        // Without hot reload, it asks for a list of files.
        using WatchedApp restarted = WatchedApp.Start(project, "--no-hot-reload", "run");
        await restarted.ShouldPrintAsync("started with circles:24 squares:27.");
        File.Delete(Path.Combine(photos, "squares/added0.jpg"));
        await restarted.ShouldPrintAsync("started with circles:24 squares:26.");
        restarted.Output.ShouldNotContain("changed_photos");
    }
}
