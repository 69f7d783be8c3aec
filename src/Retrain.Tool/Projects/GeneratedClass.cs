using Retrain.MSBuild.Models;

namespace Retrain.Tool.Projects;

/// <summary>The class that a build generates for a model.</summary>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Name">The name of the class.</param>
internal sealed record GeneratedClass(string Namespace, string Name)
{
    /// <summary>Predicts the class, as Retrain.MSBuild names it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="item">The model's item, if the project has one already.</param>
    /// <param name="project">The project.</param>
    /// <param name="buildProps">The Directory.Build.props that it imports, if any.</param>
    public static GeneratedClass Of(string model, MSBuildElement? item, MSBuildFile project, MSBuildFile? buildProps) => new(
        item?.Metadata("Namespace") ?? RootNamespace(project, buildProps),
        item?.Metadata("ClassName") ?? $"{Identifiers.PascalCase(model)}Model");

    private static string RootNamespace(MSBuildFile project, MSBuildFile? buildProps)
    {
        string name = Path.GetFileNameWithoutExtension(project.Path);
        string text = (project.Property("RootNamespace") ?? buildProps?.Property("RootNamespace") ?? "")
            .Replace("$(MSBuildProjectName)", name, StringComparison.OrdinalIgnoreCase);

        // The SDK takes the project's name if nothing is set. No other expression is evaluated here.
        bool isKnown = text.Length > 0 && !text.Contains("$(", StringComparison.Ordinal);
        return Identifiers.Namespace(isKnown ? text : name);
    }
}
