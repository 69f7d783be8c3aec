using Retrain.Runtime.Diagnostics;
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
        return Parse(content, path);
    }

    /// <summary>Reads a stream to the end and leaves it open.</summary>
    /// <param name="stream">A serialised GraphDef or ONNX model.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    /// <exception cref="RetrainException">RT2001 or RT2002: it is not a network, or it is too large.</exception>
    public static NetworkGraph Read(Stream stream, string? origin)
    {
        ReadOnlyMemory<byte>? bytes = StreamBytes.Read(stream, FileContent.MaximumBytes);
        return bytes is { } read
            ? OnnxSignature.Matches(read.Span) ? OnnxModel.Parse(read, origin) : FrozenGraph.Parse(read.Span, origin)
            : throw new RetrainException(GraphDiagnostics.UnreadableGraph(origin, FileContent.TooLarge(FileContent.MaximumBytes)));
    }

    /// <param name="content">A file that was read.</param>
    /// <param name="path">Its path.</param>
    public static NetworkGraph Parse(FileContent content, string path) =>
        content.Onnx is byte[] model ? OnnxModel.Parse(model, path) : FrozenGraph.Parse(content.Bytes, path);

    /// <param name="bytes">A serialised GraphDef or ONNX model, which is not needed afterwards.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    public static NetworkGraph Parse(ReadOnlySpan<byte> bytes, string? origin) =>
        OnnxSignature.Matches(bytes) ? OnnxModel.Parse(bytes.ToArray(), origin) : FrozenGraph.Parse(bytes, origin);
}
