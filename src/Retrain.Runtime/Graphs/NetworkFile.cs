using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs;

/// <summary>Reads a network's file and tells by its first bytes which kind it is, whatever its name.</summary>
internal static class NetworkFile
{
    /// <exception cref="RetrainException">RT2001 or RT2002: it is no network, or cannot be read.</exception>
    public static NetworkGraph Load(string path)
    {
        using FileContent content = Read(path);
        return Parse(content.Bytes, path);
    }

    /// <param name="bytes">A serialised GraphDef or ONNX model.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    public static NetworkGraph Parse(ReadOnlySpan<byte> bytes, string? origin) =>
        GraphFileSignature.IsOnnx(bytes) ? OnnxModel.Parse(bytes, origin) : FrozenGraph.Parse(bytes, origin);

    /// <exception cref="RetrainException">RT2001: a folder; RT2002: it cannot be read.</exception>
    public static FileContent Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new RetrainException(File.Exists(Path.Combine(path, "saved_model.pb"))
                ? GraphDiagnostics.NotAGraph(path, $"this is a SavedModel folder, {GraphFileSignature.NotFrozen}")
                : GraphDiagnostics.NotAGraph(path, "this is a folder"));
        }

        try
        {
            return FileContent.Read(path);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, "there is no such file"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, exception.Message.TrimEnd('.')), exception);
        }
    }
}
