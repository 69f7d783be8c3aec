using Retrain.Training.Evaluation;

namespace Retrain.Training.Heads;

/// <summary>From which probability on a label is to be believed.</summary>
internal static class ConfidenceThreshold
{
    // One in fifty of what is believed may be wrong.
    private const double AcceptedError = 0.02;

    /// <summary>The lowest at and above which few of some labelled images are wrong; 1 where there is none.</summary>
    /// <param name="images">The highest probability of each, and whether its label is right.</param>
    public static float Suggest(IEnumerable<(float Probability, bool IsRight)> images)
    {
        float threshold = 1;
        int believed = 0;
        int wrong = 0;
        foreach (IGrouping<float, (float Probability, bool IsRight)> equal in
            images.GroupBy(image => image.Probability).OrderByDescending(group => group.Key))
        {
            believed += equal.Count();
            wrong += equal.Count(image => !image.IsRight);
            if (wrong <= AcceptedError * believed)
            {
                threshold = equal.Key;
            }
        }

        return threshold;
    }

    /// <summary>The accuracy on those images whose label is believed.</summary>
    public static Accuracy Believed(float threshold, IEnumerable<TestedImage> images)
    {
        TestedImage[] believed = [.. images.Where(image => image.Confidence >= threshold)];
        return new Accuracy(believed.Count(image => image.IsRight), believed.Length);
    }
}
