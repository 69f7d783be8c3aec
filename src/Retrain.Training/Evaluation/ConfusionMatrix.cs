namespace Retrain.Training.Evaluation;

/// <summary>The number of images of each label that were predicted to have each label.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] counts;

    /// <param name="labels">The labels in the order of the graph's probabilities.</param>
    /// <param name="images">The images that the model was tested with.</param>
    public ConfusionMatrix(IReadOnlyList<string> labels, IEnumerable<TestedImage> images)
    {
        Labels = labels;
        counts = new int[labels.Count, labels.Count];
        foreach (TestedImage image in images)
        {
            counts[image.Image.LabelIndex, image.PredictedIndex]++;
        }
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The number of images of a label that were predicted to have another, or the same.</summary>
    /// <param name="label">Index of the images' own label.</param>
    /// <param name="predicted">Index of the label that they got.</param>
    public int this[int label, int predicted] => counts[label, predicted];

    /// <summary>The number of images of a label.</summary>
    public int Total(int label) => Enumerable.Range(0, Labels.Count).Sum(predicted => counts[label, predicted]);

    /// <summary>The number of images that got a label.</summary>
    public int Predicted(int predicted) => Enumerable.Range(0, Labels.Count).Sum(label => counts[label, predicted]);
}
