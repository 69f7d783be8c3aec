using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.PublishedEncoders;

/// <summary>The files of an encoder as Hugging Face, timm and OpenCLIP publish them.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Processors">The files that may describe its preprocessing, those that decide first.</param>
internal sealed record EncoderFiles(string Graph, IReadOnlyList<string> Processors)
{
    private const string UsualName = "model.onnx";
    private const string InnerFolder = "onnx";

    /// <summary>Finds the files of an encoder.</summary>
    /// <param name="path">A folder, or the path of a network with the other files beside it or one folder up.</param>
    /// <exception cref="RetrainException">RT2055 or RT2056: a folder has several networks or none.</exception>
    public static EncoderFiles Of(string path)
    {
        string graph = Directory.Exists(path) ? NetworkIn(path) : path;
        IEnumerable<string> folders = Directory.Exists(path)
            ? [path, Path.Combine(path, InnerFolder)]
            : EncoderFileNames.FoldersOf(path);
        return new(graph, ProcessorsIn(folders));
    }

    /// <summary>Everything that a model trained on this encoder depends on.</summary>
    public IEnumerable<string> All => [Graph, .. Weights, .. Processors];

    private IEnumerable<string> Weights =>
        ExternalWeights.NamesIn(Graph).Select(name => Path.Combine(EncoderFileNames.FoldersOf(Graph)[0], name));

    // The first folder that has such files has all of them.
    private static string[] ProcessorsIn(IEnumerable<string> folders) => folders
        .Select(folder => EncoderFileNames.Processors.Select(name => Path.Combine(folder, name)).Where(File.Exists).ToArray())
        .FirstOrDefault(found => found.Length > 0) ?? [];

    private static string NetworkIn(string folder)
    {
        string[] usual = [Path.Combine(folder, UsualName), Path.Combine(folder, InnerFolder, UsualName)];
        if (usual.FirstOrDefault(File.Exists) is string found)
        {
            return found;
        }

        string[] networks = [.. NetworksIn(folder), .. NetworksIn(Path.Combine(folder, InnerFolder))];
        return networks.Length switch
        {
            1 => networks[0],
            0 => throw new RetrainException(EncoderDiagnostics.NoNetwork(folder)),
            _ => throw new RetrainException(EncoderDiagnostics.SeveralNetworks(
                folder, networks.Select(network => Path.GetRelativePath(folder, network).Replace('\\', '/')))),
        };
    }

    private static IEnumerable<string> NetworksIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
        : [];
}
