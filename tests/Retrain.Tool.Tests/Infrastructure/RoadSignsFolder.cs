using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>The sample in this checkout.</summary>
internal static class RoadSignsFolder
{
    public static string Path { get; } = Repository.PathOf("samples/road_signs");

    public static string Images { get; } = System.IO.Path.Combine(Path, "images");
}
