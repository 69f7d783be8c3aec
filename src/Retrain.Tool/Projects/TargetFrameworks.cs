using System.Globalization;
using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>Looks at the frameworks that a project targets, as NuGet says of a wrong one only that it is wrong.</summary>
internal static partial class TargetFrameworks
{
    private const int OldestVersion = 8;

    // The project's own properties, those of an SDK project and that of a project of .NET Framework.
    private static readonly string[] Properties = ["TargetFrameworks", "TargetFramework", "TargetFrameworkVersion"];

    /// <param name="path">The project, for the message.</param>
    /// <param name="files">The project and what it imports, the nearest first.</param>
    /// <exception cref="RetrainException">RT4137: one of the frameworks cannot use Retrain.Runtime.</exception>
    public static void RequireRuntime(string path, IEnumerable<MSBuildFile?> files)
    {
        MSBuildFile[] known = [.. files.OfType<MSBuildFile>()];
        string frameworks = Properties.Select(property => known.Select(file => file.Property(property)).FirstOrDefault(IsGiven))
            .FirstOrDefault(IsGiven) ?? "";
        if (frameworks.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(IsWithoutRuntime) is string framework)
        {
            throw new RetrainException(OptionDiagnostics.FrameworkWithoutRuntime(path, framework));
        }
    }

    private static bool IsGiven(string? value) => !string.IsNullOrEmpty(value);

    // What is not a plain name, such as an expression, is left to the build, which says the same.
    private static bool IsWithoutRuntime(string framework) => OldFramework().IsMatch(framework)
        || (Versioned().Match(framework) is { Success: true } version
            && int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) < OldestVersion);

    // netstandard2.0, netcoreapp3.1, net48, net472 and v4.8; but not net8.0.
    [GeneratedRegex(@"^(netstandard[\d.]+|netcoreapp[\d.]+|net[1-4]\d{1,2}|v[1-4][\d.]*)$", RegexOptions.IgnoreCase)]
    private static partial Regex OldFramework();

    [GeneratedRegex(@"^net(\d{1,3})\.\d+(-.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Versioned();
}
