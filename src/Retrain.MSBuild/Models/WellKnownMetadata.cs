namespace Retrain.MSBuild.Models;

/// <summary>
/// Metadata that editors, the SDK and MSBuild itself give to items of any type, for instance to show a file elsewhere in a project's tree.
/// </summary>
internal static class WellKnownMetadata
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "AutoGen", "BuildAction", "CopyToOutputDirectory", "CopyToPublishDirectory", "CustomToolNamespace", "DependentUpon", "DesignTime",
        "DesignTimeSharedInput", "ExcludeFromSingleFile", "Generator", "InProject", "IsDefaultItem", "IsImplicitlyDefined",
        "LastGenOutput", "Link", "LinkBase", "OriginalItemSpec", "Pack", "PackageCopyToOutput", "PackagePath", "SubType", "TargetPath",
        "Visible",
    };

    /// <summary>Whether the metadata has a meaning outside of this package, or begins as private metadata does.</summary>
    public static bool Contains(string name) =>
        Names.Contains(name) || name.StartsWith("_", StringComparison.Ordinal)
        || name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase);
}
