namespace Retrain.Training.Evaluation;

/// <summary>How many images of each label got each label.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] counts;

    /// <param name="labels">In the order of the graph's probabilities.</param>
    public ConfusionMatrix(IReadOnlyList<string> labels)
    {
        Labels = labels;
        counts = new int[labels.Count, labels.Count];
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Images of a label that were predicted to have another, or the same.</summary>
    /// <param name="label">Index of the images' own label.</param>
    /// <param name="predicted">Index of the label that they got.</param>
    public int this[int label, int predicted] => counts[label, predicted];

    public static ConfusionMatrix Of(IReadOnlyList<string> labels, IEnumerable<TestedImage> images)
    {
        ConfusionMatrix matrix = new(labels);
        Dictionary<string, int> indices = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
        foreach (TestedImage image in images)
        {
            matrix.counts[indices[image.Label], indices[image.PredictedLabel]]++;
        }

        return matrix;
    }

    /// <summary>Images of a label.</summary>
    public int Total(int label) => Enumerable.Range(0, Labels.Count).Sum(predicted => counts[label, predicted]);

    /// <summary>Images that got a label.</summary>
    public int Predicted(int predicted) => Enumerable.Range(0, Labels.Count).Sum(label => counts[label, predicted]);
}
