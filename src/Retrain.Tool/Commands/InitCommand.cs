using System.CommandLine;
using Retrain.Tool.Projects;
using Retrain.Training.Files;

namespace Retrain.Tool.Commands;

/// <summary>Makes a project train its classifier in its build.</summary>
internal static class InitCommand
{
    public const string Name = "init";

    public static Command Create()
    {
        Argument<string> project = new("project")
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
        Option<string?> model = Flag.OptionalText(
            "--model", "The model's name; its class is NAMEModel [default: the image folder's, else the project's].", "NAME");
        Option<string?> imageDir = Flag.OptionalText(
            "--image_dir", "Folder whose sub-folders are the categories [default: the one in the project, else photos].", "DIR");
        Command command = new(Name, "Makes a project train its classifier in `dotnet build`.");
        command.Add(project);
        command.Add(model);
        command.Add(imageDir);
        command.SetAction(result =>
        {
            string path = ProjectSearch.Find(result.GetRequiredValue(project));
            ProjectChanges changes = ProjectSetup.Plan(path, result.GetValue(model), result.GetValue(imageDir));
            Write(changes.Files);
            Show(path, changes);
            return (int)ExitCode.Done;
        });
        return command;
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

    private static void Show(string path, ProjectChanges changes)
    {
        foreach (string line in changes.Added)
        {
            Console.WriteLine($"Added to {line}");
        }

        foreach (string line in changes.LeftAlone)
        {
            Console.WriteLine(line);
        }

        if (changes.Files.Count == 0)
        {
            Console.WriteLine($"Nothing to do: {path} trains {changes.Model} in its build.");
            return;
        }

        Console.WriteLine();
        Console.WriteLine("Next:");
        if (changes.MissingImageDir is string folder)
        {
            Console.WriteLine($"  put photos into {folder}/, in a sub-folder for each category");
        }

        Console.WriteLine("  dotnet build");

        // The class is generated in C#.
        if (path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            Console.WriteLine($"  using ImageClassifier {ModelName.Variable(changes.Model)} = {changes.Model}Model.Load();   // namespace Retrain.Runtime");
        }
    }
}
