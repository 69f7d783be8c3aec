using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>EfficientNet-Lite0 as the file that it stands for.</summary>
internal static class EmbeddedGraph
{
    /// <summary>Writes it.</summary>
    /// <returns>The file's path.</returns>
    public static string WriteTo(TemporaryFolder folder)
    {
        string path = folder.PathOf("efficientnet_lite0.pb");
        using FileStream file = File.Create(path);
        EfficientNetLite.CopyTo(file);
        return path;
    }
}
