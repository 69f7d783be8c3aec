using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Hubs;

namespace Retrain.MSBuild.Models;

/// <summary>Reads the metadata of a RetrainModel item and collects the problems.</summary>
/// <param name="item">The item.</param>
/// <param name="project">The project's full path.</param>
internal sealed class ModelMetadata(ITaskItem item, string project)
{
    // A member of a C# class cannot have the class's own name.
    private static readonly string[] Members = ["Load", "LoadEmbedder", "LabelOf", "TryLabelOf"];

    private readonly List<Diagnostic> problems = [];

    public IReadOnlyList<Diagnostic> Problems => problems;

    /// <summary>Whether files can be named after a model.</summary>
    public static bool IsFileName(string name) =>
        !name.StartsWith(".", StringComparison.Ordinal)
        && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.');

    public string Name()
    {
        if (!IsFileName(item.ItemSpec))
        {
            problems.Add(BuildDiagnostics.InvalidModelName(project, item.ItemSpec));
        }

        return item.ItemSpec;
    }

    /// <summary>Reports metadata that has no meaning, which MSBuild itself accepts in silence.</summary>
    public void RequireKnownNames()
    {
        string[] known = [.. TrainingMetadata.Values, .. TrainingMetadata.Switches, .. TrainingMetadata.OfTheBuild];
        problems.AddRange(item.CloneCustomMetadata().Keys.Cast<string>()
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase) && !WellKnownMetadata.Contains(name))
            .Where(name => !name.Equals(TrainingMetadata.Choose, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => BuildDiagnostics.UnknownMetadata(
                project, $"RetrainModel '{item.ItemSpec}'", name, NearestNames.Of(name, known, 1))));
    }

    /// <summary>Refuses a choice between backbones: a build would train on another one as photos come and go.</summary>
    public void RequireOneBackbone()
    {
        string architecture = item.GetMetadata("Architecture");
        bool isList = architecture.IndexOf(',') >= 0 && !HubScheme.Matches(architecture) && !PathExists(FullPath(architecture));
        if (isList || item.GetMetadata(TrainingMetadata.Choose).Length > 0)
        {
            problems.Add(BuildDiagnostics.ChoiceInBuild(project, item.ItemSpec, isList ? architecture : "NAME,NAME"));
        }
    }

    /// <summary>The training flags that the item sets, in alphabetical order.</summary>
    public IReadOnlyList<TrainingOption> Options()
    {
        List<TrainingOption> options =
        [
            .. TrainingMetadata.Values.Where(name => item.GetMetadata(name).Length > 0)
                .Select(name => new TrainingOption(name, item.GetMetadata(name))),
            .. TrainingMetadata.Switches.Where(name => Switch(name, otherwise: false)).Select(name => new TrainingOption(name, "true")),
        ];
        options.Sort((left, right) => string.CompareOrdinal(left.Metadata, right.Metadata));
        return options;
    }

    /// <summary>The backbone: a name, or the absolute path of a file or folder; <see langword="null"/> for the default.</summary>
    public string? Architecture()
    {
        string text = item.GetMetadata("Architecture");
        return text.Length == 0 ? null
            : GraphFormat.IsPublishedName(text) || HubScheme.Matches(text) ? text
            : FullPath(text);
    }

    public bool Switch(string name, bool otherwise)
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

    /// <summary>The absolute path of the folder of categories; empty if the item has none.</summary>
    public string ImageDir()
    {
        string text = item.GetMetadata("ImageDir");
        if (text.Length == 0)
        {
            return "";
        }

        string folder = FullPath(text);
        if (!Directory.Exists(folder))
        {
            problems.Add(BuildDiagnostics.ImageDirNotFound(project, item.ItemSpec, text));
        }

        return folder;
    }

    public string ClassName(string otherwise)
    {
        string name = NonEmpty(item.GetMetadata("ClassName"), otherwise);
        if (name.IndexOf('.') >= 0 || Identifiers.Namespace(name) != name)
        {
            problems.Add(BuildDiagnostics.InvalidIdentifier(project, item.ItemSpec, "ClassName", name));
        }
        else if (Members.Contains(name))
        {
            problems.Add(BuildDiagnostics.MemberName(project, item.ItemSpec, name));
        }

        return name;
    }

    public string Namespace(string otherwise)
    {
        string name = NonEmpty(item.GetMetadata("Namespace"), otherwise);
        if (Identifiers.Namespace(name) != name)
        {
            problems.Add(BuildDiagnostics.InvalidIdentifier(project, item.ItemSpec, "Namespace", name));
        }

        return name;
    }

    private static bool PathExists(string path) => File.Exists(path) || Directory.Exists(path);

    private string FullPath(string relativePath) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, relativePath));

    private static string NonEmpty(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
