using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Apps;

public sealed class FileBasedAppTests(PackedPackages packages)
{
    private const string Props = """
        <Project>
          <PropertyGroup><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier></PropertyGroup>
          <ItemGroup><RetrainModel Include="Flowers" ImageDir="photos" HowManyTrainingSteps="20" /></ItemGroup>
        </Project>
        """;

    private const string Source = $"""
        #:package Retrain.MSBuild@{PackedPackages.Version}
        #:package Retrain.Runtime@{PackedPackages.Version}
        using Retrain.Runtime;

        using ImageClassifier flowers = app.FlowersModel.Load();
        Console.WriteLine(string.Join(' ', flowers.Labels) + " " + string.Join(' ', Enum.GetNames<app.FlowersLabel>()));
        """;

    [Fact]
    public async Task TrainAndSeeChangedPhotos()
    {
        using UserProject folder = await UserProject.CreatedAsync(packages, Props, name: "Directory.Build.props");
        folder.Write("app.cs", Source);
        string data = Directory.CreateDirectory(folder.PathOf("../data")).FullName;

        (await RunAsync()).ShouldSucceed().Output.ShouldEndWith("circles squares Circles Squares\n");

        Directory.Move(folder.PathOf("photos/squares"), folder.PathOf("photos/edges"));
        (await RunAsync()).ShouldSucceed().Output.ShouldEndWith("circles edges Circles Edges\n");

        // The SDK builds such apps in a folder of the user's.
        Task<ToolRun> RunAsync() => ChildProcess.RunAsync(
            "dotnet", ["run", "app.cs"],
            new Dictionary<string, string?>(BuildEnvironment.With(folder.CacheDir)) { ["XDG_DATA_HOME"] = data },
            TestContext.Current.CancellationToken, folder.Folder);
    }
}
