using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>The errors RT41xx: items, metadata and properties of a project that trains a model. Their origin is the project.</summary>
internal static class BuildDiagnostics
{
    public static Diagnostic InvalidModelName(string project, string model) =>
        Error("RT4101", project, $"the files of RetrainModel '{model}' cannot have that name; use letters, digits, '_', '-' and '.'.");

    public static Diagnostic ModelTwice(string project, string model) =>
        Error("RT4102", project, $"there are two RetrainModel items '{model}'; give each a name of its own.");

    /// <param name="item">The type and name of the item.</param>
    public static Diagnostic UnknownMetadata(string project, string item, string metadata, IReadOnlyList<string> nearest) =>
        Error("RT4103", project, nearest.Count > 0
            ? $"{item} has unknown metadata '{metadata}'; did you mean '{nearest[0]}'?"
            : $"{item} has unknown metadata '{metadata}'; docs/msbuild.md lists the known ones.");

    public static Diagnostic InvalidSwitch(string project, string model, string metadata, string value) =>
        Error("RT4104", project, $"'{value}' is not a valid value for {metadata} of RetrainModel '{model}'; use true or false.");

    public static Diagnostic NoModelNamed(string project, IReadOnlyList<string> categories, IReadOnlyList<string> models) =>
        Error("RT4105", project,
            $"{Category(categories)} does not say which model it belongs to; set its Model to one of {string.Join(", ", models)}.");

    public static Diagnostic UnknownModel(
        string project, IReadOnlyList<string> categories, string model, IReadOnlyList<string> models) =>
        Error("RT4106", project, models.Count > 0
            ? $"{Category(categories)} belongs to model '{model}', which the project does not have; it has {string.Join(", ", models)}."
            : $"the project has {Category(categories)} but no RetrainModel; add <RetrainModel Include=\"…\" />.");

    public static Diagnostic CategoryNotFound(string project, string category) =>
        Error("RT4107", project, $"ImageCategory '{category}' does not exist; name a folder of images, or image files.");

    public static Diagnostic ImageDirNotFound(string project, string model, string folder) =>
        Error("RT4108", project,
            $"ImageDir '{folder}' of RetrainModel '{model}' does not exist; name a folder whose sub-folders are the categories.");

    public static Diagnostic NoCategories(string project, string model) =>
        Error("RT4109", project,
            $"RetrainModel '{model}' has no categories; set its ImageDir, "
            + $"or add <ImageCategory Include=\"photos/daisy\" Model=\"{model}\" />.");

    public static Diagnostic LabelWithLineBreak(string project, IReadOnlyList<string> categories) =>
        Error("RT4110", project,
            $"the label of {Category(categories)} is empty or has a line break, so it cannot be a line of the labels file; "
            + "change its Label.");

    public static Diagnostic Unreachable(string path, string reason) =>
        Error("RT4111", path, $"cannot be read: {reason}; check its permissions or remove it.");

    public static Diagnostic NotTrained(string project, string model, string missing) =>
        Error("RT4112", project,
            $"RetrainModel '{model}' has not been trained: {missing} is missing, and this build does not train; "
            + "build without RetrainOnBuild=false or --no-build.");

    public static Diagnostic CannotWrite(string path, string reason) =>
        Error("RT4113", path, $"cannot be written: {reason}; check its permissions.");

    public static Diagnostic NoRuntime(string project) =>
        Error("RT4114", project,
            "the project has a RetrainModel but does not reference the package Retrain.Runtime, whose libraries train the model and "
            + "serve it; add <PackageReference Include=\"Retrain.Runtime\" Version=\"…\" />, of the version of Retrain.MSBuild.");

    public static Diagnostic InvalidIdentifier(string project, string model, string metadata, string value) =>
        Error("RT4115", project,
            $"{metadata} '{value}' of RetrainModel '{model}' is not a valid C# name; use letters, digits and '_'.");

    /// <param name="missing">The categories that are not labels of the model.</param>
    /// <param name="superfluous">The labels of the model that are not categories.</param>
    public static Diagnostic OtherLabels(
        string project, string model, IReadOnlyList<string> missing, IReadOnlyList<string> superfluous) =>
        new(Severity.Warning, "RT4120", project,
            $"the categories of RetrainModel '{model}' are not the labels of the model that this build takes as it is ("
            + string.Join("; ", new[] { Named("the model lacks", missing), Named("it also has", superfluous) }
                .Where(part => part.Length > 0).DefaultIfEmpty("their order differs"))
            + "); its class follows the model; build without RetrainOnBuild=false or --no-build to train it.");

    public static Diagnostic MemberName(string project, string model, string className) =>
        Error("RT4121", project,
            $"ClassName '{className}' of RetrainModel '{model}' is the name of a method of the class; use another.");

    public static Diagnostic LabelAttribute(string file, string category, string label) =>
        Error("RT4116", file,
            $"ImageCategory '{category}' has the attribute Label, which MSBuild keeps for itself; "
            + $"write <Label>{label}</Label> inside the element.");

    public static Diagnostic SameType(string project, string first, string second, string type) =>
        Error("RT4117", project,
            $"RetrainModel '{first}' and RetrainModel '{second}' would both make the type {type}; "
            + "give one of them another ClassName or Namespace.");

    public static Diagnostic EngineEnded(string project, string model, int exitCode) =>
        Error("RT4118", project,
            $"the training of RetrainModel '{model}' ended with exit code {exitCode} and gave no reason; "
            + "build with -verbosity:detailed to see what it printed, and report it.");

    /// <param name="architectures">The backbones to choose between, for a command line.</param>
    public static Diagnostic ChoiceInBuild(string project, string model, string architectures) =>
        Error("RT4130", project,
            $"RetrainModel '{model}' asks to choose between backbones, but a build trains on one, so that it stays the same as photos come "
            + $"and go; choose once with `dotnet retrain --image_dir … --architecture {architectures} --choose`, "
            + "and write the name that it chose as Architecture.");

    /// <param name="oldest">The oldest version that the engine can use.</param>
    /// <param name="firstUnknown">The major version from which on it cannot.</param>
    public static Diagnostic UnusableLibrary(string project, string package, string version, string oldest, int firstUnknown) =>
        Error("RT4140", project,
            $"the project has {package} {version}, but this version of Retrain.MSBuild trains with {oldest} to below {firstUnknown}.0.0; "
            + $"reference {package} {oldest}, or a version of Retrain.MSBuild and Retrain.Runtime that was made for {version}.");

    /// <param name="managed">The package of the managed library.</param>
    /// <param name="native">The package of the native one on this system.</param>
    /// <param name="nativeVersion">Its version, in words where it is missing.</param>
    public static Diagnostic OtherNativeVersion(string project, string managed, string version, string native, string nativeVersion) =>
        Error("RT4141", project,
            $"the project has {managed} {version} but {nativeVersion} of {native}, and the one works only with its own version "
            + $"of the other; add <PackageReference Include=\"{native}\" Version=\"{version}\" />.");

    /// <summary>Names items that have the same mistake. One in a glob concerns all its files, which are not listed.</summary>
    public static string Category(IReadOnlyList<string> items) =>
        $"ImageCategory '{items[0]}'" + (items.Count > 1 ? $" (and {items.Count - 1} more)" : "");

    /// <summary>Whether a file or folder among the images could not be read.</summary>
    public static bool IsUnreadableFile(Diagnostic diagnostic) => diagnostic.Code is "RT1005";

    private static string Named(string what, IReadOnlyList<string> names)
    {
        const int Shown = 3;
        return names.Count == 0 ? "" : $"{what} {string.Join(", ", names.Take(Shown).Select(name => $"'{name}'"))}"
            + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
    }

    private static Diagnostic Error(string code, string origin, string message) => new(Severity.Error, code, origin, message);
}
