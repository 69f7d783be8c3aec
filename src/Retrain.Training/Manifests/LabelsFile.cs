namespace Retrain.Training.Manifests;

/// <summary>output_labels.txt: a label per line, in the order of the graph's probabilities, in UTF-8, as retrain.py wrote it.</summary>
internal static class LabelsFile
{
    public static void Write(Stream stream, IEnumerable<string> labels)
    {
        using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (string label in labels)
        {
            writer.WriteLine(label);
        }
    }
}
