using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Categories;

public sealed class CategorySourcesTests(PackedPackages packages)
{
    [Fact]
    public async Task AreFoldersFilesGlobsAndAFolderOfFolders()
    {
        string files = string.Join(';', Enumerable.Range(0, 24).Select(i => $"photos/squares/{i}.jpg"));
        using UserProject project = await UserProject.ImportingAsync(packages, $"""
            <ItemDefinitionGroup><RetrainModel><HowManyTrainingSteps>20</HowManyTrainingSteps></RetrainModel></ItemDefinitionGroup>
            <ItemGroup>
              <RetrainModel Include="Whole" ImageDir="photos" />
              <RetrainModel Include="Folders;Globs;Files" />
              <ImageCategory Include="photos/circles;photos/squares" Model="Folders" />
              <ImageCategory Include="photos/circles/**/*.jpg" Model="Globs"><Label>Discs</Label></ImageCategory>
              <ImageCategory Include="photos/squares/**" Model="Globs" />
              <ImageCategory Include="{files}" Model="Files" />
              <ImageCategory Include="photos/circles" Model="Files"><Label>Round</Label></ImageCategory>
            </ItemGroup>
            """);

        (await project.TrainAsync()).ShouldTrain(engines: 4);

        Labels("Whole").ShouldBe(["circles", "squares"]);
        Labels("Folders").ShouldBe(["circles", "squares"]);
        Labels("Globs").ShouldBe(["Discs", "squares"]);
        Labels("Files").ShouldBe(["Round", "squares"]);

        // The same photos are split in the same way, however they are named.
        string[] graphs = [.. new[] { "Whole", "Folders" }
            .Select(model => Convert.ToHexString(File.ReadAllBytes(project.ModelFile(".output_graph.pb", model))))];
        graphs.Distinct().Count().ShouldBe(1);

        string[] Labels(string model) => File.ReadAllLines(project.ModelFile(".output_labels.txt", model));
    }
}
