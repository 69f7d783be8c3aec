using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>Finds categories whose images are confused with each other by heads that were not trained on them.</summary>
internal static class SimilarCategories
{
    // A half would be guessing; at a quarter, one in four images of the two categories gets the label of the other.
    private const double ConfusedFraction = 0.25;

    public static IEnumerable<Finding> In(LabeledBottlenecks images, CrossValidation validation)
    {
        int labelCount = images.Labels.Count;
        int[,] predictions = new int[labelCount, labelCount];
        for (int i = 0; i < images.Images.Count; i++)
        {
            predictions[images.Images[i].LabelIndex, TensorPrimitives.IndexOfMax<float>(validation.Probabilities[i])]++;
        }

        List<Finding> findings = [];
        for (int label = 0; label < labelCount; label++)
        {
            for (int other = label + 1; other < labelCount; other++)
            {
                int confused = predictions[label, other] + predictions[other, label];
                int total = confused + predictions[label, label] + predictions[other, other];
                if (confused > 1 && confused >= ConfusedFraction * total)
                {
                    findings.Add(Of(images, label, other, confused, total));
                }
            }
        }

        return findings.OrderByDescending(finding => finding.Score);
    }

    private static Finding Of(LabeledBottlenecks images, int label, int other, int confused, int total)
    {
        (string name, string otherName) = (images.Labels[label], images.Labels[other]);
        string[] folders = [CategoryFolders.Of(images, label), CategoryFolders.Of(images, other)];
        return new Finding(
            FindingKind.SimilarCategories, folders, name, otherName, (double)confused / total,
            DataDiagnostics.SimilarCategories(folders[0], name, otherName, confused, total));
    }
}
