using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Counts the images of each label that are confidently of each label (Northcutt, Jiang and Chuang, JAIR 70, 2021, section 3.1): their
/// probability reaches the average of the label's own images. So neither an unconfident head nor a rare label distorts the counts.
/// </summary>
internal sealed class ConfidentJoint
{
    // With fewer images of a label, a head knows too little to judge it.
    private const int FewestImages = 10;

    private readonly int[,] counts;
    private readonly int[] totals;

    private ConfidentJoint(int labelCount)
    {
        counts = new int[labelCount, labelCount];
        totals = new int[labelCount];
    }

    /// <summary>The estimated number of wrong labels: their share of the images with a confident label, times all images.</summary>
    public double WrongCount
    {
        get
        {
            double wrong = 0;
            foreach (int label in Enumerable.Range(0, totals.Length).Where(Judges))
            {
                int confident = Enumerable.Range(0, totals.Length).Sum(other => counts[label, other]);
                wrong += confident == 0 ? 0 : (double)(confident - counts[label, label]) / confident * totals[label];
            }

            return wrong;
        }
    }

    /// <summary>Whether a label has enough images to doubt one of them.</summary>
    public bool Judges(int label) => totals[label] >= FewestImages;

    public static ConfidentJoint Of(LabeledBottlenecks images, CrossValidation validation)
    {
        ConfidentJoint joint = new(images.Labels.Count);
        double[] thresholds = new double[images.Labels.Count];
        for (int i = 0; i < images.Images.Count; i++)
        {
            int label = images.Images[i].LabelIndex;
            thresholds[label] += validation.Probabilities[i][label];
            joint.totals[label]++;
        }

        for (int label = 0; label < thresholds.Length; label++)
        {
            thresholds[label] /= Math.Max(1, joint.totals[label]);
        }

        for (int i = 0; i < images.Images.Count; i++)
        {
            float[] probabilities = validation.Probabilities[i];
            int[] confident = [.. Enumerable.Range(0, thresholds.Length).Where(label => probabilities[label] >= thresholds[label])];
            if (confident.Length > 0)
            {
                joint.counts[images.Images[i].LabelIndex, confident.MaxBy(label => probabilities[label])]++;
            }
        }

        return joint;
    }
}
