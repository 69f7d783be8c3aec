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

        OutputLine.Write();
        PrintCode(Path.GetExtension(path).ToLowerInvariant(), changes);
    }

    private static void PrintCode(string extension, ProjectChanges changes)
    {
        const string ByName = "(no class is generated for it; the model is loaded by its name)";
        string load = $"ImageClassifier.Load(Assembly.GetExecutingAssembly(), \"{changes.Model}\")";
        (string heading, string[] code) = extension switch
        {
            ".fsproj" => (
                $"F# {ByName}", new[] { "open System.Reflection", "open Retrain.Runtime", "", $"let classifier = {load}" }),
            ".vbproj" => (
                $"Visual Basic {ByName}",
                ["Imports System.Reflection", "Imports Retrain.Runtime", "", $"Dim classifier = {load}"]),
            _ => ("C#", CSharp(changes.Class, ModelName.Variable(changes.Model))),
        };
        OutputLine.Write($"Then, in {heading}:");
        foreach (string line in code)
        {
            OutputLine.Write(line.Length > 0 ? $"  {line}" : "");
        }
    }

    private static string[] CSharp(GeneratedClass generated, string variable) =>
    [
        .. generated.Namespace.Length > 0 ? [$"using {Identifiers.Verbatim(generated.Namespace)};"] : Array.Empty<string>(),
        "using Retrain.Runtime;",
        "",
        $"using ImageClassifier {variable} = {Identifiers.Verbatim(generated.Name)}.Load();",
    ];
}
