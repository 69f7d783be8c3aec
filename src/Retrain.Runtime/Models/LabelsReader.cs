using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>Reads output_labels.txt: a label per line, in UTF-8, in the order of the graph's probabilities.</summary>
internal static class LabelsReader
{
    /// <exception cref="RetrainException">RT2016: the file cannot be read.</exception>
    public static string[] Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableLabels(path, exception.Message.TrimEnd('.')), exception);
        }
    }

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
