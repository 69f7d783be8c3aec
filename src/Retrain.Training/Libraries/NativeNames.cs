using System.Runtime.InteropServices;

namespace Retrain.Training.Libraries;

/// <summary>The places in which a package may have a native library for this machine.</summary>
internal static class NativeNames
{
    /// <summary>The paths below a package's folder, the best first.</summary>
    /// <param name="library">The name in code, for instance e_sqlite3, libSkiaSharp or onnxruntime.dll.</param>
    public static IEnumerable<string> Of(string library)
    {
        (string system, string prefix, string ending) =
            OperatingSystem.IsWindows() ? ("win", "", ".dll")
            : OperatingSystem.IsMacOS() ? ("osx", "lib", ".dylib")
            : ("linux", "lib", ".so");
        string name = library.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? library[..^".dll".Length] : library;
        string[] files = [$"{prefix}{name}{ending}", $"{name}{ending}"];
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return new[] { RuntimeInformation.RuntimeIdentifier, $"{system}-{processor}", system }
            .SelectMany(_ => files, (platform, file) => Path.Combine("runtimes", platform, "native", file));
    }
}
