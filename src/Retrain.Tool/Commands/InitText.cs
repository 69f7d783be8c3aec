using Retrain.Tool.Projects;

namespace Retrain.Tool.Commands;

/// <summary>Prints what was added to a project, and what to do next.</summary>
internal static class InitText
{
    public static void Print(string path, ProjectChanges changes)
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
