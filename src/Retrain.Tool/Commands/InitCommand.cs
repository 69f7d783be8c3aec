using System.CommandLine;
using Retrain.Tool.Flags;
using Retrain.Tool.Projects;
using Retrain.Training.Files;

namespace Retrain.Tool.Commands;

/// <summary>Makes a project train its classifier in its build.</summary>
internal sealed class InitCommand() : ToolCommand("init", "Makes a project train its classifier in `dotnet build`.")
{
    private readonly Argument<string> project = new("project")
    {
        Description = "A .csproj, .fsproj or .vbproj file, or a folder with one in it.",
        DefaultValueFactory = _ => ProjectSearch.CurrentFolder,
        CustomParser = result =>
        {
            string path = result.Tokens[0].Value;
            if (path.StartsWith('-'))
            {
                // A mistyped flag is no project; left over, it gets the error that every command gives.
                result.OnlyTake(0);
            }

            return path;
        },
    };
    private readonly Option<string?> model = Flag.OptionalText(
        "--model", "The model's name; its class is NAMEModel [default: the image folder's, else the project's].", "NAME");
    private readonly Option<string?> imageDir = Flag.OptionalText(
        "--image_dir", "Folder whose sub-folders are the categories [default: the one in the project, else photos].", "DIR");

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
            // A link stays one.
            string path = File.ResolveLinkTarget(file.Path, returnFinalTarget: true)?.FullName ?? file.Path;
            outputs.Stage(path, stream => stream.Write(file.Encode()));
        }

        outputs.Publish();
    }
}
