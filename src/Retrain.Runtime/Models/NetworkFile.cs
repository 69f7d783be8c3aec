using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Models;

/// <summary>Reads a network's file. Its first bytes show its format, whatever its name.</summary>
internal static class NetworkFile
{
    /// <exception cref="RetrainException">RT2001 or RT2002: it is not a network, or it cannot be read.</exception>
    public static NetworkGraph Load(string path)
    {
        using FileContent content = FileContent.Read(path);
        return Parse(content.Bytes, path);
    }

    /// <param name="bytes">A serialised GraphDef or ONNX model.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    public static NetworkGraph Parse(ReadOnlySpan<byte> bytes, string? origin) =>
        GraphFileSignature.IsOnnx(bytes) ? OnnxModel.Parse(bytes, origin) : FrozenGraph.Parse(bytes, origin);
}
