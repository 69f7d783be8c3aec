using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Generation;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Models;

/// <summary>A RetrainModel item, checked.</summary>
/// <param name="Name">Its Include: files, resources and the class are called after it.</param>
/// <param name="ImageDir">A folder whose sub-folders are categories, as an absolute path; empty where there is none.</param>
/// <param name="Namespace">Of the generated class; empty for none.</param>
/// <param name="ClassName">Of the generated class.</param>
/// <param name="Embed">Whether the model becomes a resource of the app, or files beside it.</param>
/// <param name="Options">In alphabetical order.</param>
internal sealed record TrainedModel(
    string Name, string ImageDir, string Namespace, string ClassName, bool Embed, IReadOnlyList<TrainingOption> Options)
{
    /// <summary>Reads an item.</summary>
    /// <exception cref="InvalidModelException">Every problem of its metadata.</exception>
    public static TrainedModel Of(ITaskItem item, string project, string defaultNamespace)
    {
        List<Diagnostic> problems = [];
        if (item.ItemSpec.Any(character => !char.IsLetterOrDigit(character) && character is not ('_' or '-' or '.')) || item.ItemSpec.StartsWith(".", StringComparison.Ordinal))
        {
            problems.Add(BuildDiagnostics.InvalidModelName(project, item.ItemSpec));
        }

        problems.AddRange(UnknownNames(item, project));
        List<TrainingOption> options = [.. TrainingMetadata.Values.Where(name => item.GetMetadata(name).Length > 0).Select(name => new TrainingOption(name, item.GetMetadata(name)))];
        options.AddRange(TrainingMetadata.Switches.Where(name => Switch(item, name, false, project, problems)).Select(name => new TrainingOption(name, "true")));
        options.Sort((left, right) => string.CompareOrdinal(left.Metadata, right.Metadata));
        bool embed = Switch(item, "Embed", true, project, problems);
        string folder = item.GetMetadata("ImageDir");
        if (folder.Length > 0)
        {
            folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, folder));
            if (!Directory.Exists(folder))
            {
                problems.Add(BuildDiagnostics.ImageDirNotFound(project, item.ItemSpec, item.GetMetadata("ImageDir")));
            }
        }

        string className = NonEmpty(item.GetMetadata("ClassName"), Identifiers.PascalCase(item.ItemSpec) + "Model");
        string nameSpace = NonEmpty(item.GetMetadata("Namespace"), Identifiers.Namespace(defaultNamespace));
        if (className.IndexOf('.') >= 0 || Identifiers.Namespace(className) != className)
        {
            problems.Add(BuildDiagnostics.InvalidIdentifier(project, item.ItemSpec, "ClassName", className));
        }

        if (Identifiers.Namespace(nameSpace) != nameSpace)
        {
            problems.Add(BuildDiagnostics.InvalidIdentifier(project, item.ItemSpec, "Namespace", nameSpace));
        }

        return problems.Count > 0
            ? throw new InvalidModelException(problems)
            : new TrainedModel(
                item.ItemSpec,
                folder,
                nameSpace,
                className,
                embed,
                options);
    }

    private static IEnumerable<Diagnostic> UnknownNames(ITaskItem item, string project)
    {
        string[] known = [.. TrainingMetadata.Values, .. TrainingMetadata.Switches, .. TrainingMetadata.OfTheBuild];
        return item.CloneCustomMetadata().Keys.Cast<string>()
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => BuildDiagnostics.UnknownMetadata(project, "RetrainModel", item.ItemSpec, name, NearestNames.Of(name, known, 1)));
    }

    private static bool Switch(ITaskItem item, string name, bool otherwise, string project, List<Diagnostic> problems)
    {
        string text = item.GetMetadata(name);
        if (text.Length == 0)
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out bool value))
        {
            problems.Add(BuildDiagnostics.InvalidSwitch(project, item.ItemSpec, name, text));
        }

        return value;
    }

    private static string NonEmpty(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
