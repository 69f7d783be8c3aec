using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Categories;

public sealed class WrongItemTests(PackedPackages packages)
{
    [Fact]
    public async Task AreAllReportedAtOnce()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup>
              <RetrainModel Include="a/b" />
              <RetrainModel Include="Twice" ImageDir="photos" />
              <RetrainModel Include="twice" ImageDir="photos" LerningRate="0.1" Strict="perhaps" ClassName="My Model" />
              <RetrainModel Include="Lost" ImageDir="no such folder" />
              <RetrainModel Include="Torn" ImageDir="photos" Architecture="efficientnet_lite0,inception_v3" />
              <RetrainModel Include="Empty" />
              <ImageCategory Include="photos/circles" />
              <ImageCategory Include="photos/circles" Model="Unknown" Label="Discs" />
              <ImageCategory Include="photos/none" Model="Twice" Lable="x" />
            </ItemGroup>
            """);

        BuildRun wrong = await project.TrainAsync();

        wrong.ShouldFail(
            "RT4101", "RT4102", "RT4103", "RT4103", "RT4104", "RT4105", "RT4106", "RT4107", "RT4108", "RT4115", "RT4116",
            "RT4130");
        wrong.TrainTasks.ShouldBe(0);
        wrong.Errors.ShouldAllBe(error => error.File == project.ProjectFile && error.Project == project.ProjectFile);
        wrong.Output.ShouldContain("did you mean 'LearningRate'?");
        wrong.Output.ShouldContain("did you mean 'Label'?");
    }

    [Fact]
    public async Task ThatMakeOneClassNameBoth()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup>
              <RetrainModel Include="my-photos" ImageDir="photos" />
              <RetrainModel Include="my_photos" ImageDir="photos" />
              <RetrainModel Include="other" ImageDir="photos" ClassName="MyPhotos" />
              <RetrainModel Include="elsewhere" ImageDir="photos" ClassName="MyPhotosModel" Namespace="Elsewhere" />
            </ItemGroup>
            """);

        BuildRun wrong = await project.TrainAsync();

        wrong.ShouldFail("RT4117", "RT4117");
        wrong.Output.ShouldContain("'my-photos' and RetrainModel 'my_photos' would both make the type App.MyPhotosModel");
        wrong.Output.ShouldContain("'my-photos' and RetrainModel 'other' would both make the type App.MyPhotosLabel");
    }

    [Fact]
    public async Task WithoutAModelAreNoSilence()
    {
        using UserProject project = await UserProject.ImportingAsync(
            packages, """<ItemGroup><ImageCategory Include="photos/circles" /></ItemGroup>""");

        (await project.TrainAsync()).ShouldFail("RT4106");
    }

    [Fact]
    public async Task InAFolderThatCannotBeWrittenNameIt()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.Write("models", "a file, where a folder is to be made");

        (await project.TrainAsync("-p:RetrainIntermediateDirectory=models")).ShouldFail("RT4113");
    }
}
