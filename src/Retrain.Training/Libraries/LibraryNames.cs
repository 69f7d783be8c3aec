namespace Retrain.Training.Libraries;

/// <summary>The names by which Retrain.MSBuild tells the engine which libraries of a project it computes with.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class LibraryNames
{
    /// <summary>The package that computes networks.</summary>
    public const string OnnxRuntime = "Microsoft.ML.OnnxRuntime";

    /// <summary>The package that decodes photos.</summary>
    public const string SkiaSharp = "SkiaSharp";

    /// <summary>
    /// The environment variable with the packages' folders, each of which ends with the package's name and version as NuGet lays them out;
    /// separated as the folders of PATH.
    /// </summary>
    public const string Variable = "RETRAIN_ENGINE_PACKAGES";
}
