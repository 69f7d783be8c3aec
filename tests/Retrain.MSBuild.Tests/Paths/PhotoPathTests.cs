using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Paths;

public sealed class PhotoPathTests(PackedPackages packages)
{
    // MSBuild's own signs, and a script with no small letters.
    private const string Signs = "a b;c@d%20'e'#バラ$(f)";

    [Fact]
    public async Task MayHaveSpacesAndSignsAndBeLong()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup>
              <RetrainModel Include="Flowers" HowManyTrainingSteps="20" ImageDir="signs" />
              <RetrainModel Include="Items" HowManyTrainingSteps="20" />
              <ImageCategory Include="signs/*/**/*.jpg" Model="Items"><Label>jpegs</Label></ImageCategory>
              <ImageCategory Include="photos/squares" Model="Items" />
            </ItemGroup>
            """);
        string longFolder = string.Join('/', Enumerable.Repeat(new string('x', 60), 5));
        UserProject.Copy(project.PathOf("photos/circles"), project.PathOf($"signs/{Signs}/{longFolder}"));
        UserProject.Copy(project.PathOf("photos/squares"), project.PathOf($"signs/squares/{Signs}"));

        (await project.TrainAsync()).ShouldTrain(engines: 2);

        File.ReadAllLines(project.ModelFile(".output_labels.txt")).ShouldBe([Signs, "squares"]);
        (await project.TrainAsync()).ShouldNotTrain();
        File.Delete(project.PathOf($"signs/{Signs}/{longFolder}/7.jpg"));
        (await project.TrainAsync()).ShouldTrain(engines: 2);
    }
}
