using Retrain.Runtime.Graphs;
using Retrain.Training.Files;
using Retrain.Training.Hubs;

namespace Retrain.Training.Backbones;

/// <summary>
/// The format of the graph that is trained on each form of --architecture: the one table for the tool, the tasks of a build and the class
/// that they generate. A file's content decides, or its name where there is no such file yet.
/// </summary>
internal static class GraphFormat
{
    private static readonly (Func<string, bool> Is, Func<string, bool> IsOnnx)[] Forms =
    [
        (IsInt8, _ => true), // the embedded one of 8 bits
        (IsPublishedName, _ => false), // networks that retrain.py has, and the embedded one of floats
        (HubScheme.Matches, _ => true), // hubs publish encoders alone
        (Directory.Exists, _ => true), // the folder of a published encoder
        (HasContent, StartsAsOnnx),
        (_ => true, HasOnnxName),
    ];

    /// <summary>Whether the trained graph is an ONNX model; else it is a frozen TensorFlow graph.</summary>
    /// <param name="architecture">A name or a path. A relative path counts from the current folder.</param>
    public static bool IsOnnx(string architecture)
    {
        try
        {
            return Array.Find(Forms, form => form.Is(architecture)).IsOnnx(architecture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return HasOnnxName(architecture); // the error comes when the backbone is loaded
        }
    }

    /// <summary>Whether a value is the name of a network, which goes before a file or folder of that name.</summary>
    public static bool IsPublishedName(string architecture) =>
        architecture.IndexOfAny(['/', '\\']) < 0
        && !HasOnnxName(architecture)
        && !architecture.EndsWith(".pb", StringComparison.OrdinalIgnoreCase)
        && (architecture.Equals("efficientnet_lite0", StringComparison.OrdinalIgnoreCase)
            || IsInt8(architecture)
            || architecture.Equals("inception_v3", StringComparison.OrdinalIgnoreCase)
            || architecture.StartsWith("mobilenet_", StringComparison.OrdinalIgnoreCase));

    private static bool IsInt8(string architecture) =>
        architecture.Equals("efficientnet_lite0_int8", StringComparison.OrdinalIgnoreCase);

    // A pipe and a device have no size and are not opened, as either may never end.
    private static bool HasContent(string path) => FileStatus.Of(path) is { SizeBytes: > 0 };

    public static bool HasOnnxName(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private static bool StartsAsOnnx(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[OnnxSignature.LengthBytes];
        int length = file.Read(start, 0, start.Length);
        return OnnxSignature.Matches(start.AsSpan(0, length));
    }
}
