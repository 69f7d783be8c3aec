using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;

namespace Retrain.Runtime.Models;

/// <summary>Reads output_labels.txt: a label per line, in UTF-8, in the order of the graph's probabilities.</summary>
internal static class LabelsReader
{
    // More than a million labels.
    private const int LargestBytes = 64 << 20;

    /// <exception cref="RetrainException">RT2016: the file cannot be read, or is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            byte[] labels = SmallFile.Read(path, LargestBytes);
            return labels.Length > 0
                ? labels
                : throw new RetrainException(
                    GraphDiagnostics.UnreadableLabels(path, "the file is empty, or is a pipe, a socket or a device"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableLabels(path, exception.Message.TrimEnd('.')), exception);
        }
    }

    public static string[] Parse(byte[] labels) => Read(new MemoryStream(labels));

    /// <summary>Reads to the end and leaves the stream open.</summary>
    public static string[] Read(Stream stream)
    {
        using StreamReader reader = new(stream, leaveOpen: true);
        List<string> labels = [];
        while (reader.ReadLine() is string label)
        {
            labels.Add(label);
        }

        return [.. labels];
    }
}
