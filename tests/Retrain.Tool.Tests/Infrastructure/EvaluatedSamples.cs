using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// All sample projects after init, and the items that MSBuild then sees in them: read in one process, as starting it takes long.
/// </summary>
public sealed class EvaluatedSamples : IAsyncLifetime
{
    private static readonly string[] ItemTypes = ["RetrainModel", "PackageReference", "PackageVersion"];

    // Imported into every project, so that it writes down what it evaluated.
    private static readonly string Listing = $"""
        <Project>
          <Target Name="ListItems">
            <ItemGroup>
              {string.Concat(ItemTypes.Select(type => $"<Listed Include=\"@({type}->'{type} %(Identity)')\" />"))}
            </ItemGroup>
            <WriteLinesToFile File="$(ListedItems)" Lines="@(Listed)" />
          </Target>
        </Project>
        """;

    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(folder.PathOf("listing.targets"), Listing);
        foreach ((string name, ProjectSample sample) in SampleProjects.All)
        {
            using TemporaryFolder written = new();
            sample.WriteTo(written);
            (await InitProcess.RunAsync(written, sample.ProjectPath)).ShouldSucceed();
            foreach (string path in sample.Files.Keys)
            {
                folder.Write($"{name}/{path}", File.ReadAllBytes(written.PathOf(path)));
            }
        }

        string properties = "CustomAfterMicrosoftCommonTargets=$(MSBuildThisFileDirectory)listing.targets";
        string projects = string.Concat(SampleProjects.All.Select(sample =>
            $"""
            <MSBuild Projects="{sample.Key}/{sample.Value.ProjectPath}" Targets="ListItems"
                     Properties="{properties};ListedItems={folder.PathOf(sample.Key)}.items" />
            """));
        File.WriteAllText(folder.PathOf("all.proj"), $"<Project><Target Name=\"List\">{projects}</Target></Project>");
        (await ChildProcess.RunAsync(
            "dotnet", ["msbuild", folder.PathOf("all.proj")], [], TestContext.Current.CancellationToken, folder.Path)).ShouldSucceed();
    }

    /// <summary>The items of a sample, by their types.</summary>
    public ILookup<string, string> ItemsOf(string sample) => File.ReadLines(folder.PathOf($"{sample}.items"))
        .Select(line => line.Split(' ', 2)).ToLookup(words => words[0], words => words[1]);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
