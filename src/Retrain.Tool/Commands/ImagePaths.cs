using System.IO.Enumeration;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>What --image names: files, folders, and patterns for shells that do not expand them.</summary>
internal static class ImagePaths
{
    /// <summary>The files, each argument's in order of their names.</summary>
    /// <exception cref="RetrainException">RT4004 or RT4009: no argument, or one that names nothing.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyCollection<string> arguments)
    {
        if (arguments.Count == 0)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag("--image", "name at least one image"));
        }

        List<string> paths = [];
        foreach (string argument in arguments)
        {
            string[] found = [.. Matches(argument).Order(StringComparer.Ordinal)];
            if (found.Length == 0)
            {
                throw new RetrainException(OptionDiagnostics.FileNotFound("--image", argument));
            }

            paths.AddRange(found);
        }

        return paths;
    }

    private static IEnumerable<string> Matches(string argument)
    {
        if (File.Exists(argument))
        {
            return [argument];
        }

        if (Directory.Exists(argument))
        {
            return Directory.EnumerateFiles(argument, "*", SearchOption.AllDirectories);
        }

        string folder = Path.GetDirectoryName(argument) is { Length: > 0 } named ? named : ".";
        string pattern = Path.GetFileName(argument);
        return pattern.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(file => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file), OperatingSystem.IsWindows()))
            : [];
    }
}
