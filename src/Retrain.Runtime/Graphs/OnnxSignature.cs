namespace Retrain.Runtime.Graphs;

/// <summary>Recognises an ONNX model by its first bytes.</summary>
internal static class OnnxSignature
{
    /// <summary>The number of bytes that <see cref="Matches"/> looks at.</summary>
    public const int LengthBytes = 3;

    // A model begins with its version and then one of its next fields. A GraphDef's first field is not a number, and a SavedModel has
    // version 1.
    private const byte FirstField = 0x08;
    private const byte SavedModelVersion = 0x01;
    private const byte FirstUnknownVersion = 0x20;

    /// <summary>Whether a file with these first bytes is an ONNX model.</summary>
    public static bool Matches(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= LengthBytes
        && bytes[0] == FirstField
        && bytes[1] < FirstUnknownVersion
        && bytes[2] is (0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42)
        && !(bytes[1] == SavedModelVersion && bytes[2] is 0x12);
}
