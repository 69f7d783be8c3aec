namespace Retrain.Training.Manifests;

/// <summary>output_labels.txt: a label per line, in the order of the graph's probabilities, in UTF-8, as retrain.py wrote it.</summary>
internal static class LabelsFile
{
    private const char ByteOrderMark = '\uFEFF';

    public static void Write(Stream stream, IReadOnlyList<string> labels)
    {
        using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
        if (labels.Count > 0 && labels[0].StartsWith(ByteOrderMark))
        {
            // A reader takes the first mark of a file for the encoding's and not for the label's.
            writer.Write(ByteOrderMark);
        }

        foreach (string label in labels)
        {
            writer.WriteLine(label);
        }
    }
}
