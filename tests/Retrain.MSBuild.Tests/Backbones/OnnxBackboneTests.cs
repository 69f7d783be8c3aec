using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Backbones;

/// <summary>An Architecture that is a file of the project.</summary>
public sealed class OnnxBackboneTests(PackedPackages packages)
{
    private const string Flowers = """
        <ItemGroup>
            <RetrainModel Include="Flowers" HowManyTrainingSteps="50" Architecture="backbones/net.onnx" ImageDir="photos" />
          </ItemGroup>
        """;

    [Fact]
    public async Task MakesAnOnnxModelThatTheAppLoads()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(Flowers, properties: """
            <OutputType>Exe</OutputType>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
            """));
        await WriteBackboneAsync(project, finalTensor: "first");
        project.Write("Program.cs", AppSource.Classify);
        (await project.BuildAsync()).ShouldTrain();

        ToolRun run = await project.DotnetAsync(project.PathOf("bin/Debug/net10.0/App.dll"), project.PathOf("photos/squares/3.jpg"));

        run.ShouldSucceed().Output.ShouldBe("squares True\n");
        File.Exists(project.ModelFile(".output_graph.onnx")).ShouldBeTrue();
        File.Exists(project.ModelFile(".output_graph.pb")).ShouldBeFalse();
        (await project.RunAsync("clean")).ShouldSucceed();
        File.Exists(project.ModelFile(".output_graph.onnx")).ShouldBeFalse();
    }

    [Fact]
    public async Task OfAFolderItTrainsAnewWhenAnyOfItsFilesChanges()
    {
        using UserProject project = await UserProject.ImportingAsync(
            packages, Flowers.Replace("backbones/net.onnx", "backbones", StringComparison.Ordinal));
        await WriteBackboneAsync(project, finalTensor: "first");
        (await project.TrainAsync()).ShouldTrain();
        (await project.TrainAsync()).ShouldNotTrain();

        await WriteBackboneAsync(project, finalTensor: "second");

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(48 new)");

        project.Write("backbones/preprocessor_config.json", """{"image_processor_type": "ViTImageProcessor", "size": 224}""");

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(48 new)");
        (await project.TrainAsync()).ShouldNotTrain();
        File.Exists(project.ModelFile(".output_graph.onnx")).ShouldBeTrue();
    }

    private static async Task WriteBackboneAsync(UserProject project, string finalTensor)
    {
        string[] flags =
        [
            "--image_dir", "photos", "--how_many_training_steps", "1",
            "--final_tensor_name", finalTensor, "--output_graph", "backbones/net.pb",
            "--output_labels", "backbones/labels.txt", "--output_onnx", "backbones/net.onnx",
        ];
        (await project.DotnetAsync([PackedBuild.Tool, .. flags])).ShouldSucceed();
    }
}
