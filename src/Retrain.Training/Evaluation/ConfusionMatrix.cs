namespace Retrain.Training.Evaluation;

/// <summary>The number of images of each label that were predicted to have each label.</summary>
internal sealed class ConfusionMatrix
{
    // Of thousands of labels nearly every pair is without images.
    private readonly Dictionary<(int Label, int Predicted), int> counts = [];
    private readonly int[] totals;
    private readonly int[] predictions;

    /// <param name="labels">The labels in the order of the graph's probabilities.</param>
    /// <param name="images">The images that the model was tested with.</param>
    public ConfusionMatrix(IReadOnlyList<string> labels, IEnumerable<TestedImage> images)
    {
        Labels = labels;
        totals = new int[labels.Count];
        predictions = new int[labels.Count];
        foreach (TestedImage image in images)
        {
            (int label, int predicted) = (image.Image.LabelIndex, image.PredictedIndex);
            counts[(label, predicted)] = this[label, predicted] + 1;
            totals[label]++;
            predictions[predicted]++;
        }
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The pairs that have images, in order.</summary>
    public IEnumerable<(int Label, int Predicted)> Cells => counts.Keys.Order();

    /// <summary>The number of images of a label that were predicted to have another, or the same.</summary>
    /// <param name="label">Index of the images' own label.</param>
    /// <param name="predicted">Index of the label that they got.</param>
    public int this[int label, int predicted] => counts.GetValueOrDefault((label, predicted));

    /// <summary>The number of images of a label.</summary>
    public int Total(int label) => totals[label];

    /// <summary>The number of images that got a label.</summary>
    public int Predicted(int predicted) => predictions[predicted];
}
