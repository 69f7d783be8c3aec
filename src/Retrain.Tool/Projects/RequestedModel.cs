using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Projects;

/// <summary>The model that a project is to train.</summary>
/// <param name="Name">The name, with which a class's name begins.</param>
/// <param name="ImageDir">The folder of its photos, relative to the project.</param>
/// <param name="HasImages">Whether that folder exists.</param>
/// <param name="NameIsGiven">Whether the user named the model.</param>
/// <param name="ImageDirIsGiven">Whether the user named the folder.</param>
internal sealed record RequestedModel(string Name, string ImageDir, bool HasImages, bool NameIsGiven, bool ImageDirIsGiven)
{
    private const string DefaultImageDir = "photos";

    /// <exception cref="RetrainException">RT1001: the folder does not exist. RT4003 or RT4004: there is no valid name.</exception>
    public static RequestedModel For(string projectPath, string? name, string? imageDir)
    {
        if (imageDir is not null && !Directory.Exists(imageDir))
        {
            throw new RetrainException(DataDiagnostics.NoImageFolder(imageDir));
        }

        if (name is not null && !ModelName.IsValid(name))
        {
            throw new RetrainException(OptionDiagnostics.InvalidValue(
                "--model", name, "a name that a class name can begin with, such as Flowers"));
        }

        string projectFolder = Path.GetDirectoryName(Path.GetFullPath(projectPath))!;
        string? images = imageDir is null
            ? ImageFolderSearch.Find(projectFolder)
            : Path.TrimEndingDirectorySeparator(Path.GetFullPath(imageDir));
        string modelName = name
            ?? (images is null ? null : ModelName.From(Path.GetFileName(images)))
            ?? ModelName.From(Path.GetFileNameWithoutExtension(projectPath))
            ?? throw new RetrainException(OptionDiagnostics.MissingFlag(
                "--model", "a class name can begin neither with the folder's name nor with the project's, so name the model"));
        string relative = images is null ? DefaultImageDir : RelativePath(projectFolder, images);
        return new RequestedModel(
            modelName, relative, HasImages: images is not null, NameIsGiven: name is not null, ImageDirIsGiven: imageDir is not null);
    }

    /// <summary>Whether an item of the project is this model. If the user gave neither name nor folder, every model is.</summary>
    public bool IsMetBy(MSBuildElement item) => (NameIsGiven, ImageDirIsGiven) switch
    {
        (true, _) => item.NamesItem(Name),
        (_, true) => item.NamesItem(Name) || item.Metadata("ImageDir")?.Replace('\\', '/').TrimEnd('/') == MSBuildEscaped(ImageDir),
        _ => true,
    };

    /// <summary>The text of the item in a project.</summary>
    public string ToItem() => $"""<RetrainModel Include="{Name}" ImageDir="{XmlEscaped(MSBuildEscaped(ImageDir))}" />""";

    // A project is shared between systems, and all of them read "/".
    private static string RelativePath(string projectFolder, string imageDir) =>
        Path.GetRelativePath(projectFolder, imageDir).Replace(Path.DirectorySeparatorChar, '/');

    // https://learn.microsoft.com/visualstudio/msbuild/msbuild-special-characters
    // XML has no way to write most control characters, and reads a line break in an attribute as a space.
    private static string MSBuildEscaped(string path) => string.Concat(path
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("$(", "%24(", StringComparison.Ordinal)
        .Replace("@(", "%40(", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Select(character => char.IsControl(character) ? $"%{(int)character:X2}" : character.ToString()));

    private static string XmlEscaped(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
