namespace Retrain.Tool.Tests.Samples;

/// <summary>The sample in this checkout.</summary>
internal static class RoadSignsFolder
{
    public static string Path { get; } = System.IO.Path.Combine(FindRepository(), "samples", "road_signs");

    public static string Images { get; } = System.IO.Path.Combine(Path, "images");

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RetrainTool.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds RetrainTool.sln");
    }
}
