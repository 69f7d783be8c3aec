using System.Formats.Tar;
using System.IO.Compression;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.GraphRewriting;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// A graph with the names and sizes of a published one that a test can serve: its bottleneck is 1001 mixtures of the photo's average
/// colour.
/// </summary>
internal static class PublishedGraph
{
    public const string ArchivePath = "/models/mobilenet_v1_0.25_128_frozen.tgz";
    public const string GraphPath = "mobilenet_v1_0.25_128/frozen_graph.pb";

    /// <summary>MobileNet's names.</summary>
    public static byte[] MobileNet()
    {
        GraphDef graph = new();
        graph.Node.Add(NodeDefs.Operation("Placeholder", "input", [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, 128, 128, 3)));
        AddMixtures(graph, "input", 1001, "MobilenetV1/Predictions/Reshape");
        return graph.ToByteArray();
    }

    /// <summary>Inception's names, among them those of the decoding that retrain.py's graphs begin with.</summary>
    public static byte[] Inception()
    {
        GraphDef graph = new();
        graph.Node.Add(NodeDefs.Operation("Placeholder", "DecodeJpeg/contents", [], NodeDefs.Type("dtype", DataType.DtString)));
        graph.Node.Add(NodeDefs.Operation("DecodeJpeg", "DecodeJpeg", ["DecodeJpeg/contents"], NodeDefs.Integer("channels", 3)));
        graph.Node.Add(NodeDefs.Operation(
            "Cast", "Cast", ["DecodeJpeg"], NodeDefs.Type("SrcT", DataType.DtUint8), NodeDefs.Type("DstT", DataType.DtFloat)));
        graph.Node.Add(NodeDefs.Constant("ExpandDims/dim", [0], []));
        graph.Node.Add(NodeDefs.Operation("ExpandDims", "ExpandDims", ["Cast", "ExpandDims/dim"], NodeDefs.Type("T", DataType.DtFloat)));
        graph.Node.Add(NodeDefs.Constant("ResizeBilinear/size", [299, 299], [2]));
        graph.Node.Add(NodeDefs.Operation(
            "ResizeBilinear", "ResizeBilinear", ["ExpandDims", "ResizeBilinear/size"], NodeDefs.Type("T", DataType.DtFloat)));
        graph.Node.Add(NodeDefs.Constant("Sub/y", 128f));
        graph.Node.Add(NodeDefs.Operation("Sub", "Sub", ["ResizeBilinear", "Sub/y"], NodeDefs.Type("T", DataType.DtFloat)));
        graph.Node.Add(NodeDefs.Constant("Mul/y", 0.0078125f));
        graph.Node.Add(NodeDefs.Operation("Mul", "Mul", ["Sub", "Mul/y"], NodeDefs.Type("T", DataType.DtFloat)));
        AddMixtures(graph, "Mul", 2048, "pool_3/_reshape");
        graph.Node.Add(NodeDefs.Operation("Softmax", "softmax", ["pool_3/_reshape"], NodeDefs.Type("T", DataType.DtFloat)));
        return graph.ToByteArray();
    }

    /// <summary>A .tgz of one file.</summary>
    public static byte[] Archive(string name, byte[] content) =>
        Archive(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    public static byte[] Archive(params IEnumerable<TarEntry> entries)
    {
        using MemoryStream bytes = new();
        using (GZipStream compressed = new(bytes, CompressionLevel.Fastest))
        using (TarWriter writer = new(compressed))
        {
            foreach (TarEntry entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private static void AddMixtures(GraphDef graph, string input, int length, string output)
    {
        Random random = new(7);
        float[] weights = [.. Enumerable.Range(0, 3 * length).Select(_ => (float)random.NextDouble() - 0.5f)];
        graph.Node.Add(NodeDefs.Constant("axes", [1, 2], [2]));
        graph.Node.Add(NodeDefs.Operation("Mean", "average", [input, "axes"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Type("Tidx", DataType.DtInt32), NodeDefs.Flag("keep_dims", false)));
        graph.Node.Add(NodeDefs.Constant("weights", weights, [3, length]));
        graph.Node.Add(NodeDefs.Operation("MatMul", "mixtures", ["average", "weights"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("transpose_a", false), NodeDefs.Flag("transpose_b", false)));
        graph.Node.Add(NodeDefs.Constant("shape", [-1, length], [2]));
        graph.Node.Add(NodeDefs.Operation("Reshape", output, ["mixtures", "shape"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Type("Tshape", DataType.DtInt32)));
    }
}
