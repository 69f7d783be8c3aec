namespace Retrain.Tool.Projects;

/// <summary>The class that a build generates for a model.</summary>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Name">The name of the class.</param>
internal sealed record GeneratedClass(string Namespace, string Name)
{
    /// <summary>Predicts the class, as Retrain.MSBuild names it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="item">The model's item, if the project has one already.</param>
    /// <param name="files">The project and what it imports; the first that sets a property counts.</param>
    public static GeneratedClass Of(string model, MSBuildElement? item, params IEnumerable<MSBuildFile?> files) => new(
        item?.Metadata("Namespace") ?? RootNamespace(files),
        item?.Metadata("ClassName") ?? $"{ModelName.From(model) ?? model}Model");

    private static string RootNamespace(IEnumerable<MSBuildFile?> files)
    {
        string project = Path.GetFileNameWithoutExtension(files.First()!.Path);
        string text = files.Select(file => file?.Property("RootNamespace")).FirstOrDefault(value => value is not null) ?? "";
        text = text.Replace("$(MSBuildProjectName)", project, StringComparison.OrdinalIgnoreCase);

        // The SDK takes the project's name if nothing is set. No other expression is evaluated here.
        bool isKnown = text.Length > 0 && !text.Contains("$(", StringComparison.Ordinal);
        return string.Join('.', (isKnown ? text : project).Split('.').Select(Identifier));
    }

    private static string Identifier(string part)
    {
        string name = string.Concat(part.Select(character => char.IsLetterOrDigit(character) ? character : '_'));
        return name.Length > 0 && char.IsDigit(name[0]) ? $"_{name}" : name;
    }
}
