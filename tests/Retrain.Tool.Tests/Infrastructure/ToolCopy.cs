using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The tool in a folder of its own, where a test may damage it.</summary>
internal static class ToolCopy
{
    private static readonly string Native = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native");

    /// <summary>Copies the tool without its tests. The libraries of one system are enough.</summary>
    /// <returns>The path of dotnet-retrain.dll.</returns>
    public static string WriteTo(TemporaryFolder folder)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"),
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "dotnet-retrain.*.json"),
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, Native)),
        ];
        Directory.CreateDirectory(folder.PathOf(Native));
        foreach (string file in files)
        {
            File.Copy(file, folder.PathOf(Path.GetRelativePath(AppContext.BaseDirectory, file)));
        }

        return folder.PathOf("dotnet-retrain.dll");
    }

    /// <summary>The path of a native library of the copy.</summary>
    public static string NativeLibrary(TemporaryFolder folder, string library) => folder.PathOf(Path.Combine(Native, library));
}
