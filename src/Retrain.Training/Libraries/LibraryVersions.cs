using System.Reflection;

namespace Retrain.Training.Libraries;

/// <summary>The versions of the libraries by which values come about: ONNX Runtime computes them, SkiaSharp decodes photos.</summary>
/// <param name="OnnxRuntime">The version of the package Microsoft.ML.OnnxRuntime, for instance 1.31.1.</param>
/// <param name="SkiaSharp">The version of the package SkiaSharp.</param>
internal sealed record LibraryVersions(string OnnxRuntime, string SkiaSharp)
{
    /// <summary>The versions that this program was made with.</summary>
    public static LibraryVersions Own { get; } = new(Built(LibraryNames.OnnxRuntime), Built(LibraryNames.SkiaSharp));

    /// <summary>The versions that this process computes with; in a build those of the project that it trains for.</summary>
    public static LibraryVersions Used { get; } = ProjectLibraries.Versions ?? Own;

    /// <summary>A line of the cache's keys; empty for the own versions, so that keys are as they always were.</summary>
    public static string InKey { get; } =
        Used == Own ? "" : $"{LibraryNames.OnnxRuntime}={Used.OnnxRuntime} {LibraryNames.SkiaSharp}={Used.SkiaSharp}";

    private static string Built(string package) =>
        typeof(LibraryVersions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == package).Value!;
}
