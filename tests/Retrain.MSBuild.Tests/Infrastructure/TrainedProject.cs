namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>One project on which scenarios follow each other: each finds it built and leaves it built.</summary>
public sealed class TrainedProject(PackedPackages packages) : IAsyncLifetime
{
    private UserProject? project;

    internal UserProject Project => project ?? throw new InvalidOperationException("not initialized");

    public async ValueTask InitializeAsync()
    {
        project = await UserProject.RestoringAsync(packages, ProjectText.With("""
            <PropertyGroup>
                <Steps Condition="'$(Steps)' == ''">50</Steps>
                <Squares Condition="'$(Squares)' == ''">squares</Squares>
              </PropertyGroup>
              <ItemGroup>
                <RetrainModel Include="Flowers" HowManyTrainingSteps="$(Steps)" MinimumTestAccuracy="$(Minimum)" />
                <ImageCategory Include="photos/circles">
                  <Label>$(CirclesLabel)</Label>
                </ImageCategory>
                <ImageCategory Include="photos/$(Squares)" />
              </ItemGroup>
            """, properties: "<OutputType>Library</OutputType>"));
        project.CacheDir = project.PathOf("cache");
        await BuiltAsync();
    }

    public ValueTask DisposeAsync()
    {
        project?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Builds what an earlier scenario may have left undone.</summary>
    internal async Task<UserProject> BuiltAsync()
    {
        await Project.TrainOnceAsync();
        return Project;
    }
}
