using Retrain.MSBuild.Models;
using Retrain.Tool.Display;
using Retrain.Tool.Projects;

namespace Retrain.Tool.Commands;

/// <summary>Prints the changes to a project, and the next steps.</summary>
internal static class InitText
{
    public static void Print(string path, ProjectChanges changes)
    {
        foreach (string line in changes.Added)
        {
            OutputLine.Write($"Added to {line}");
        }

        foreach (string line in changes.LeftAlone)
        {
            OutputLine.Write(line);
        }

        if (changes.Files.Count == 0)
        {
            OutputLine.Write($"Nothing to do: {path} already trains {changes.Model} in its build.");
            return;
        }

        OutputLine.Write();
        OutputLine.Write("Next:");
        if (changes.MissingImageDir is string folder)
        {
            OutputLine.Write($"  put photos into {folder}/, in a sub-folder for each category");
        }

        OutputLine.Write("  dotnet build");

        // The class is generated in C#.
        if (path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            OutputLine.Write();
            OutputLine.Write("Then, in C#:");
            PrintCode(changes.Class, ModelName.Variable(changes.Model));
        }
    }

    private static void PrintCode(GeneratedClass generated, string variable)
    {
        if (generated.Namespace.Length > 0)
        {
            OutputLine.Write($"  using {Identifiers.Verbatim(generated.Namespace)};");
        }

        OutputLine.Write("  using Retrain.Runtime;");
        OutputLine.Write();
        OutputLine.Write($"  using ImageClassifier {variable} = {Identifiers.Verbatim(generated.Name)}.Load();");
    }
}
