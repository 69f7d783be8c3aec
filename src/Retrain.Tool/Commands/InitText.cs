using Retrain.MSBuild.Models;
using Retrain.Tool.Projects;

namespace Retrain.Tool.Commands;

/// <summary>Prints the changes to a project, and the next steps.</summary>
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
            Console.WriteLine($"Nothing to do: {path} already trains {changes.Model} in its build.");
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
            Console.WriteLine();
            Console.WriteLine("Then, in C#:");
            PrintCode(changes.Class, ModelName.Variable(changes.Model));
        }
    }

    private static void PrintCode(GeneratedClass generated, string variable)
    {
        if (generated.Namespace.Length > 0)
        {
            Console.WriteLine($"  using {Identifiers.Verbatim(generated.Namespace)};");
        }

        Console.WriteLine("  using Retrain.Runtime;");
        Console.WriteLine();
        Console.WriteLine($"  using ImageClassifier {variable} = {Identifiers.Verbatim(generated.Name)}.Load();");
    }
}
