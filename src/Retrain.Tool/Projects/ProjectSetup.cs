using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>Adds two package references and a RetrainModel item to a project, so that its build trains.</summary>
internal sealed class ProjectSetup
{
    private static readonly string[] ReferenceTypes = ["PackageReference", "GlobalPackageReference"];
    private static readonly string VersionAttribute = $" Version=\"{EngineVersion.Text}\"";

    private readonly MSBuildFile project;
    private readonly MSBuildFile? buildProps;
    private readonly MSBuildFile? packagesProps;
    private readonly bool versionsAreCentral;
    private readonly List<string> references = [];
    private readonly List<string> versions = [];
    private readonly List<string> added = [];
    private readonly List<string> leftAlone = [];

    private ProjectSetup(string projectPath)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(projectPath))!;
        project = MSBuildFile.Read(projectPath);
        buildProps = MSBuildFile.ReadNearest(folder, "Directory.Build.props");
        packagesProps = MSBuildFile.ReadNearest(folder, "Directory.Packages.props");

        // MSBuild evaluates the files in this order, so the project has the last word.
        string? central = new[] { buildProps, packagesProps, project }
            .Select(file => file?.Property("ManagePackageVersionsCentrally")).LastOrDefault(value => value is not null);
        versionsAreCentral = packagesProps is not null && string.Equals(central, "true", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Decides what to add, without writing anything.</summary>
    /// <param name="projectPath">The project's file.</param>
    /// <param name="modelName">The model's name; <see langword="null"/> for the image folder's or the project's.</param>
    /// <param name="imageDir">The folder of its photos; <see langword="null"/> for the one that the project seems to have.</param>
    /// <exception cref="RetrainException">The project cannot be read or changed, or cannot use Retrain.Runtime (RT4137).</exception>
    public static ProjectChanges Plan(string projectPath, string? modelName, string? imageDir)
    {
        RequestedModel model = RequestedModel.For(projectPath, modelName, imageDir);
        ProjectSetup setup = new(projectPath);
        TargetFrameworks.RequireRuntime(projectPath, [setup.project, setup.buildProps]);
        setup.Reference("Retrain.MSBuild", " PrivateAssets=\"all\"");
        setup.Reference("Retrain.Runtime", "");
        return setup.Add(model);
    }

    private void Reference(string package, string metadata)
    {
        MSBuildElement? reference = ReferenceTypes.SelectMany(Items).FirstOrDefault(item => item.NamesItem(package));
        if (reference is null)
        {
            references.Add($"""<PackageReference Include="{package}"{(versionsAreCentral ? "" : VersionAttribute)}{metadata} />""");
            added.Add(Line(project, $"PackageReference {package}{(versionsAreCentral ? "" : $" {EngineVersion.Text}")}"));
        }

        string? version = reference?.Metadata("Version") ?? reference?.Metadata("VersionOverride");
        if (versionsAreCentral && version is null)
        {
            MSBuildElement? central = packagesProps!.Items("PackageVersion").FirstOrDefault(item => item.NamesItem(package));
            if (central is null)
            {
                versions.Add($"""<PackageVersion Include="{package}"{VersionAttribute} />""");
                added.Add(Line(packagesProps, $"PackageVersion {package} {EngineVersion.Text}"));
            }

            version = central?.Metadata("Version");
        }

        if (version is not null && version != EngineVersion.Text)
        {
            leftAlone.Add($"{package} stays at version {version}; this tool is version {EngineVersion.Text}.");
        }
    }

    private ProjectChanges Add(RequestedModel model)
    {
        MSBuildElement? existing = Items("RetrainModel").FirstOrDefault(model.IsMetBy);
        if (existing is null)
        {
            added.Add(Line(project, $"RetrainModel {model.Name}, photos in {model.ImageDir}"));
        }

        // A version without its reference does no harm, so it is written first.
        List<MSBuildFile> changed = [];
        if (versions.Count > 0)
        {
            changed.Add(packagesProps!.With("PackageVersion", versions));
        }

        if (references.Count > 0 || existing is null)
        {
            changed.Add(project.With("PackageReference", references).With("RetrainModel", existing is null ? [model.ToItem()] : []));
        }

        string name = existing?.ItemNames.First() ?? model.Name;
        return new ProjectChanges(
            changed, added, leftAlone, name, GeneratedClass.Of(name, existing, project, buildProps),
            existing is null && !model.HasImages ? model.ImageDir : null);
    }

    private IEnumerable<MSBuildElement> Items(string itemType) =>
        new[] { project, buildProps, packagesProps }.SelectMany(file => file?.Items(itemType) ?? []);

    private static string Line(MSBuildFile file, string what) => $"{file.Path}: {what}";
}
