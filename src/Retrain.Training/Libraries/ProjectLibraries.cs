using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Libraries;

/// <summary>
/// The packages of the project that a build trains for. Retrain.MSBuild carries neither ONNX Runtime nor SkiaSharp: an app with a model
/// has them, so training and app use the same, and the package is a quarter of the size.
/// </summary>
internal static class ProjectLibraries
{
    // The best first. The engine runs on .NET 10 or later, whatever the app is for.
    private static readonly string[] Frameworks = ["net10.0", "net9.0", "net8.0", "net6.0", "netstandard2.1", "netstandard2.0"];

    /// <summary>The packages' folders; none in a program that carries the libraries itself, as the tool does.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        File.Exists(Path.Combine(AppContext.BaseDirectory, $"{LibraryNames.SkiaSharp}.dll"))
            ? []
            : (Environment.GetEnvironmentVariable(LibraryNames.Variable) ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The versions of the project's libraries; <see langword="null"/> for a program that carries its own.</summary>
    public static LibraryVersions? Versions =>
        VersionOf(LibraryNames.OnnxRuntime) is string onnxRuntime
        && VersionOf(LibraryNames.SkiaSharp) is string skiaSharp
            ? new LibraryVersions(onnxRuntime, skiaSharp)
            : null;

    /// <summary>Lets this process find them. Called before anything that uses them is compiled.</summary>
    public static void Load()
    {
        if (Folders.Count > 0)
        {
            AssemblyLoadContext.Default.Resolving += Resolve;
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Native([AppContext.BaseDirectory, .. Folders], name);
        }
    }

    private static string? VersionOf(string package) =>
        Folders.Where(folder => Path.GetFileName(Path.GetDirectoryName(folder) ?? "").Equals(package, StringComparison.OrdinalIgnoreCase))
            .Select(folder => Path.GetFileName(folder)).FirstOrDefault();

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string? path = Folders
            .SelectMany(_ => Frameworks, (folder, framework) => Path.Combine(folder, "lib", framework, $"{name.Name}.dll"))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        // First the project's own native libraries: another of the name may be installed on the machine.
        Assembly assembly = context.LoadFromAssemblyPath(path);
        if (assembly.GetType($"{LibraryNames.OnnxRuntime}.OrtEnv")?.GetProperty("DisableDllImportResolver") is PropertyInfo ownResolver)
        {
            ownResolver.SetValue(null, true);
        }

        NativeLibrary.SetDllImportResolver(assembly, (library, _, _) => Native(Folders, library));
        return assembly;
    }

    private static nint Native(IEnumerable<string> folders, string name)
    {
        string? path = folders
            .SelectMany(_ => NativeNames.Of(name), (folder, relativePath) => Path.Combine(folder, relativePath))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return 0;
        }

        CutOffLibrary.RefuseFile(path);
        return NativeLibrary.Load(path);
    }
}
