namespace Retrain.Runtime.Graphs;

/// <summary>Recognises the files that people mistake for a frozen graph by their first bytes.</summary>
internal static class GraphFileSignature
{
    public const string NotFrozen =
        "which is not frozen: turn its variables into constants first (freeze_graph.py --input_saved_model_dir)";

    /// <summary>Says what the bytes are and what to do; null when they may be a binary GraphDef.</summary>
    public static string? Explain(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => "the file is empty, or is a pipe, a socket or a device",
        [0x08, 0x01, 0x12, ..] => $"this is a SavedModel's saved_model.pb, {NotFrozen}",
        _ when OnnxSignature.Matches(bytes) => "this is an ONNX model, not a GraphDef",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "this is an HDF5 (Keras) file: export it as a frozen graph",
        [(byte)'P', (byte)'K', 0x03, 0x04, ..] => "this is a zip archive: unpack it, or export the .keras model as a frozen graph",
        [0x1F, 0x8B, ..] => "this is a gzip archive: unpack it and pass the .pb inside",
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] =>
            "this is a TensorFlow Lite model, which cannot be turned back into a graph",
        [(byte)'<', ..] => "this is an HTML or XML page, probably an error page saved by a download: download the graph again",
        _ when bytes.StartsWith("version https://git-lfs"u8) => "this is a Git LFS pointer, not the file itself: run 'git lfs pull'",
        _ when IsText(bytes) =>
            "this is text, perhaps a graph in text format (.pbtxt): write it in binary (tf.io.write_graph(..., as_text=False))",
        _ => null,
    };

    /// <summary>
    /// A binary GraphDef begins with field 1 (a line feed), a length and a nested field 1, never with printable text alone.
    /// </summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, 256)];
        int first = start.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && !start[first..].ContainsAnyExceptInRange((byte)'\t', (byte)'~') && bytes.IndexOfAny((byte)'{', (byte)':') >= 0;
    }
}
