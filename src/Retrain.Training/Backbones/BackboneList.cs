using Retrain.Runtime;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Downloads;

namespace Retrain.Training.Backbones;

/// <summary>Lists every backbone that has a name, and whether it is present.</summary>
internal static class BackboneList
{
    /// <exception cref="RetrainException">
    /// RT2043: the mirror that the environment names is not an address. RT4044: the default folder is another user's.
    /// </exception>
    public static IReadOnlyList<ListedBackbone> In(string modelDir)
    {
        BackboneFolder.RequireOwn(modelDir);
        return [.. EfficientNetLite.Embedded.Select(BuiltIn), .. BackboneCatalog.Published.Select(backbone => Listed(backbone, modelDir))];
    }

    private static ListedBackbone BuiltIn((string Name, string File) embedded) => new()
    {
        Name = embedded.Name,
        SizePixels = EfficientNetLite.SizePixels,
        BottleneckLength = EfficientNetLite.BottleneckLength,
        SizeBytes = EfficientNetLite.SizeBytes(embedded.File),
        Licence = "Apache-2.0",
        State = BackboneState.BuiltIn,
    };

    private static ListedBackbone Listed(PublishedBackbone published, string modelDir)
    {
        FileInfo graph = new(BackboneFolder.GraphFile(modelDir, published));
        return new ListedBackbone
        {
            Name = published.Name,
            SizePixels = published.SizePixels,
            BottleneckLength = published.BottleneckLength,
            SizeBytes = graph.Exists ? graph.Length : published.GraphSizeBytes,
            Licence = published.Licence,
            State = graph.Exists ? StateOf(graph.FullName, published)
                : File.Exists(Path.Combine(modelDir, published.ArchiveName)) ? BackboneState.Present
                : BackboneState.Downloadable,
            Path = graph.FullName,
            Source = DownloadAddress.Of(published.ArchivePath),
        };
    }

    private static BackboneState StateOf(string graphFile, PublishedBackbone published)
    {
        try
        {
            return NetworkCut.MissingTensor(FrozenGraph.Load(graphFile), published) is null ? BackboneState.Present : BackboneState.Other;
        }
        catch (RetrainException)
        {
            return BackboneState.Other; // a training with it tells what is wrong
        }
    }
}
