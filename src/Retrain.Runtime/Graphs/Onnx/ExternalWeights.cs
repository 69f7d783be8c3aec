using Google.Protobuf;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>
/// Weights that an ONNX model keeps in files beside it (onnx.proto: TensorProto.external_data). A file may have any name, but must be in
/// the model's own folder: a model that someone else made must not read other files of this computer into its weights.
/// </summary>
internal static class ExternalWeights
{
    /// <summary>The limit for a model with its weights, which a serialised message has as well.</summary>
    public const long MaximumBytes = int.MaxValue;

    /// <summary>Returns the names of the files that hold weights of a model; empty if the file is not an ONNX model.</summary>
    /// <exception cref="RetrainException">RT2075: one is not in the model's folder.</exception>
    /// <exception cref="IOException">The model cannot be read.</exception>
    public static IReadOnlyList<string> NamesIn(string path) =>
        [.. WeightLocations.In(path).Select(location => Name(location, path))];

    /// <summary>Takes all weights of a model from their files into the model.</summary>
    /// <param name="graph">The model's graph, which is changed.</param>
    /// <param name="path">The model's file; <see langword="null"/> if it was read from elsewhere, and so has no folder.</param>
    /// <returns>The names of those files, in order.</returns>
    /// <exception cref="RetrainException">
    /// RT2075, RT2076 or RT2077: the weights cannot be used. RT2033: the model was not read from a file.
    /// </exception>
    public static IReadOnlyList<string> Inline(GraphProto graph, string? path)
    {
        TensorProto[] external = [.. TensorsOf(graph).Where(tensor => tensor.DataLocation is DataLocation.External)];
        if (external.Length == 0)
        {
            return [];
        }

        if (path is null || !File.Exists(path))
        {
            throw new RetrainException(GraphDiagnostics.UnsupportedModel(
                path,
                "keeps its weights in a separate file",
                "save it as one file (onnx.save_model with save_as_external_data=False)"));
        }

        WeightRegion[] regions = [.. external.Select(tensor => RegionOf(tensor, path))];
        RequireSize(regions.Aggregate((long)graph.CalculateSize(), (sum, region) => checked(sum + region.LengthBytes)), path);
        foreach ((TensorProto tensor, WeightRegion region) in external.Zip(regions))
        {
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(Read(region, tensor.Name, path));
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }

        return [.. regions.Select(region => region.Name).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <exception cref="RetrainException">RT2077: the weights are more than a file of an ONNX model can hold.</exception>
    public static void RequireSize(long sizeBytes, string path)
    {
        if (sizeBytes > MaximumBytes)
        {
            throw new RetrainException(GraphDiagnostics.WeightsTooLarge(path, sizeBytes));
        }
    }

    private static IEnumerable<TensorProto> TensorsOf(GraphProto graph) => graph.Initializer.Concat(
        graph.Node.SelectMany(node => node.Attribute).SelectMany(attribute =>
            attribute.T is not null ? [attribute.T] : attribute.G is not null ? TensorsOf(attribute.G) : []));

    private static WeightRegion RegionOf(TensorProto tensor, string path)
    {
        string name = Name(Value(tensor.ExternalData, "location"), path);
        FileInfo file = new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name));
        FileInfo content = Target(file);
        if (!content.Exists)
        {
            throw Unusable($"the file '{name}' does not exist");
        }

        // In a hub's cache the model and its data are links to files of one folder.
        string[] folders = [file.DirectoryName!, Target(new FileInfo(path)).DirectoryName!];
        if (!folders.Contains(content.DirectoryName))
        {
            throw new RetrainException(GraphDiagnostics.WeightsElsewhere(path, content.FullName));
        }

        long offset = Number("offset", 0);
        long length = Number("length", content.Length - offset);
        return length < 0 || offset > content.Length - length
            ? throw Unusable($"the weight '{tensor.Name}' is at {offset} with {length} bytes, but '{name}' has only {content.Length}")
            : new WeightRegion(name, content.FullName, offset, length);

        RetrainException Unusable(string reason) => new(GraphDiagnostics.UnusableWeights(path, reason));

        long Number(string key, long otherwise) => Value(tensor.ExternalData, key) is not string text ? otherwise
            : long.TryParse(text, out long number) && number >= 0 ? number
            : throw Unusable($"the weight '{tensor.Name}' has the {key} '{text}'");
    }

    private static byte[] Read(WeightRegion region, string tensor, string path)
    {
        try
        {
            byte[] bytes = new byte[region.LengthBytes];
            using FileStream file = new(region.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            file.Position = region.OffsetBytes;
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(
                GraphDiagnostics.UnusableWeights(path, $"the weight '{tensor}' cannot be read: {exception.Message.TrimEnd('.')}"),
                exception);
        }
    }

    private static FileInfo Target(FileInfo file) =>
        file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;

    private static string? Value(IEnumerable<StringStringEntryProto> entries, string key) =>
        entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static string Name(string? location, string path) =>
        location is null or "" or "." or ".." || location.AsSpan().ContainsAny("/\\:\0")
            ? throw new RetrainException(GraphDiagnostics.WeightsElsewhere(path, location ?? ""))
            : location;
}
