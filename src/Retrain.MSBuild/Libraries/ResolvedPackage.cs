using Microsoft.Build.Framework;

namespace Retrain.MSBuild.Libraries;

/// <summary>A package that NuGet chose for a project.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The version that NuGet chose.</param>
/// <param name="Folder">The folder into which it is unpacked, which ends with the name and the version.</param>
internal sealed record ResolvedPackage(string Name, string Version, string Folder)
{
    /// <summary>The package that a file belongs to; <see langword="null"/> where the SDK does not say.</summary>
    public static ResolvedPackage? Of(ITaskItem file)
    {
        string name = file.GetMetadata("NuGetPackageId"), version = file.GetMetadata("NuGetPackageVersion");
        string path = file.GetMetadata("FullPath").Replace('\\', '/');
        string below = $"/{name}/{version}";
        int start = path.IndexOf($"{below}/", StringComparison.OrdinalIgnoreCase);
        return name.Length == 0 || start < 0 ? null : new ResolvedPackage(name, version, path.Substring(0, start + below.Length));
    }
}
