using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Tool.Projects;
using Retrain.Training.Files;

namespace Retrain.Tool.Commands;

/// <summary>Sets up a project so that its build trains a classifier.</summary>
internal sealed class InitCommand() : ToolCommand("init", "Sets up a project so that `dotnet build` trains its classifier.")
{
    private readonly Argument<string> project = new("project")
    {
        Description = "A .csproj, .fsproj or .vbproj file, or a folder that has one.",
        DefaultValueFactory = _ => ProjectSearch.CurrentFolder,
        CustomParser = result =>
        {
            string path = result.Tokens[0].Value;
            if (path.StartsWith('-'))
            {
                // A mistyped flag is not a project. If it is left over, it gets the error that it gets in every command.
                result.OnlyTake(0);
            }

            return path;
        },
    };
    private readonly Option<string?> model = Flag.OptionalText(
        "--model", "Name of the model; its class is NAMEModel [default: the name of the image folder, else of the project].", "NAME");
    private readonly Option<string?> imageDir = Flag.OptionalText(
        "--image_dir", "Folder with a sub-folder of images for each category [default: the one in the project, else photos].", "DIR");

    public override Argument Argument => project;

    public override IEnumerable<Option> Flags => [model, imageDir];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain init",
        "dotnet retrain init src/App/App.csproj --model Flowers --image_dir src/App/photos",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string path = ProjectSearch.Find(line.GetRequiredValue(project));
        ProjectChanges changes = ProjectSetup.Plan(path, line.GetValue(model), line.GetValue(imageDir));
        Write(changes.Files);
        InitText.Print(path, changes);
    }

    private static void Write(IEnumerable<MSBuildFile> files)
    {
        using OutputFiles outputs = new();
        foreach (MSBuildFile file in files)
        {
            // A link is followed and not replaced.
            string path = File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path;
            outputs.Stage(path, stream => stream.Write(file.Encode()));
        }

        outputs.Publish();
    }
}
