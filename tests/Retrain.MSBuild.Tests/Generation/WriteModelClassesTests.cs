using Microsoft.Build.Framework;
using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Generation;

public sealed class WriteModelClassesTests
{
    [Fact]
    public void FollowTheModelThatStaysAsItIs()
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg", "photos/c/1.jpg");
        ITaskItem[] trainings = items.Model("Flowers", ("ImageDir", "photos")).Read().Trainings;
        items.Write("obj/Flowers/Flowers.output_labels.txt", "a\nb\nold\n");

        (BuildLog log, string[] sources) = items.WriteClasses(trainings, keepsModels: true);

        sources.Single().ShouldContain("Old,");
        sources[0].ShouldNotContain("C,");
        log.Warnings.Select(warning => (warning.Code, warning.File)).ShouldBe([("RT4120", items.Project)]);
        log.Warnings[0].Message.ShouldContain("(the model lacks 'c'; it also has 'old')");
    }

    [Fact]
    public void FollowAModelWhoseTrainingLeftACategoryOut()
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg", "photos/c/1.jpg");
        ITaskItem[] trainings = items.Model("Flowers", ("ImageDir", "photos")).Read().Trainings;
        items.Write("obj/Flowers/Flowers.output_labels.txt", "a\nb\n");

        (BuildLog log, string[] sources) = items.WriteClasses(trainings);

        sources.Single().ShouldNotContain("C,");
        log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void FollowTheProjectInAnEditor()
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg", "photos/c/1.jpg");
        ITaskItem[] trainings = items.Model("Flowers", ("ImageDir", "photos")).Read(writeInputs: false).Trainings;
        items.Write("obj/Flowers/Flowers.output_labels.txt", "a\nb\n");

        items.WriteClasses(trainings, isDesignTime: true).Sources.Single().ShouldContain("C,");
        items.WriteClasses(trainings, keepsModels: true, isDesignTime: true).Sources.Single().ShouldNotContain("C,");
    }
}
