using System.Reflection;
using System.Runtime.InteropServices;
using Retrain.MSBuild.Diagnostics;
using Retrain.Training.Libraries;

namespace Retrain.MSBuild.Libraries;

/// <summary>The packages with which the engine decodes photos and computes networks, as the project has them.</summary>
internal sealed class EngineLibraries
{
    private readonly Dictionary<string, ResolvedPackage> packages;
    private readonly IReadOnlyList<string> packageFolders;
    private readonly string project;

    /// <param name="packages">The packages of the project; each may be there many times.</param>
    /// <param name="packageFolders">The folders into which NuGet unpacked packages.</param>
    /// <param name="project">The project's full path.</param>
    /// <exception cref="InvalidModelException">RT4114, RT4140, RT4141: one is missing, or of a version that cannot be used.</exception>
    public EngineLibraries(IEnumerable<ResolvedPackage> packages, IReadOnlyList<string> packageFolders, string project)
    {
        this.packages = new(StringComparer.OrdinalIgnoreCase);
        foreach (ResolvedPackage package in packages)
        {
            this.packages[package.Name] = package;
        }

        this.packageFolders = packageFolders;
        this.project = project;
        ResolvedPackage network = Require($"{LibraryNames.OnnxRuntime}.Managed"), decoder = Require(LibraryNames.SkiaSharp);
        Versions = [network with { Name = LibraryNames.OnnxRuntime }, decoder];
        foreach (ResolvedPackage library in Versions)
        {
            RequireUsable(library);
        }

        Folders =
        [
            network.Folder, NativePartOf(network, LibraryNames.OnnxRuntime).Folder,
            decoder.Folder, NativePartOf(decoder, NativeSkiaSharp()).Folder,
        ];
    }

    /// <summary>The folders of the packages, of managed and native code.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The libraries, by the names under which an app refers to them.</summary>
    public IReadOnlyList<ResolvedPackage> Versions { get; }

    private ResolvedPackage Require(string name) => packages.TryGetValue(name, out ResolvedPackage? package)
        ? package
        : throw new InvalidModelException(BuildDiagnostics.NoRuntime(project));

    // Both follow SemVer: until the next major version, what the engine was compiled for is there.
    private void RequireUsable(ResolvedPackage library)
    {
        string own = typeof(EngineLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == library.Name).Value!;
        Version oldest = NumberOf(own), found = NumberOf(library.Version);
        if (found < oldest || found.Major > oldest.Major)
        {
            throw new InvalidModelException(
                BuildDiagnostics.UnusableLibrary(project, library.Name, library.Version, own, oldest.Major + 1));
        }
    }

    // For a system that is not this machine's, NuGet unpacks the libraries of all systems too, but the project gets files of one.
    private ResolvedPackage NativePartOf(ResolvedPackage managed, string name)
    {
        ResolvedPackage? native = packages.TryGetValue(name, out ResolvedPackage? listed)
            ? listed
            : packageFolders
                .Select(folder => new ResolvedPackage(
                    name, managed.Version, Path.Combine(folder, name.ToLowerInvariant(), managed.Version.ToLowerInvariant())))
                .FirstOrDefault(package => Directory.Exists(package.Folder));
        return native?.Version == managed.Version
            ? native
            : throw new InvalidModelException(BuildDiagnostics.OtherNativeVersion(
                project, managed.Name, managed.Version, name, native?.Version ?? "no version"));
    }

    private string NativeSkiaSharp() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? $"{LibraryNames.SkiaSharp}.NativeAssets.Win32"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? $"{LibraryNames.SkiaSharp}.NativeAssets.macOS"
        : packages.ContainsKey($"{LibraryNames.SkiaSharp}.NativeAssets.Linux") ? $"{LibraryNames.SkiaSharp}.NativeAssets.Linux"
        : $"{LibraryNames.SkiaSharp}.NativeAssets.Linux.NoDependencies";

    // Without the part behind a hyphen, by which a preview counts as the version that it precedes.
    private static Version NumberOf(string version) =>
        Version.TryParse(version.Split('-')[0], out Version? number) ? number : new Version(0, 0);
}
