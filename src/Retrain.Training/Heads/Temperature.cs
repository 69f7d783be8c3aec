using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>
/// By what logits are divided so that probabilities say how often a model is right (Guo, Pleiss, Sun and Weinberger, "On calibration of
/// modern neural networks", ICML 2017, section 4.2). It changes no label.
/// </summary>
internal static class Temperature
{
    // A validation set without a mistake asks for endless certainty: a doubt that is worth a few images holds the logarithm near 0.
    private const double Deviation = 0.5;
    private const double LargestLogarithm = 3; // 0.05 to 20
    private const double Precision = 1e-5;

    private const int ExamplesOfPart = 8;

    /// <summary>Whether a temperature is the largest that is tried, so that none makes the probabilities right.</summary>
    public static bool IsLargest(double temperature) => Math.Log(temperature) > LargestLogarithm - (2 * Precision);

    /// <summary>The temperature that makes labels most probable.</summary>
    /// <param name="logits">// [examples, labelCount]</param>
    public static double Fit(float[] logits, IReadOnlyList<Example> examples, int labelCount)
    {
        Shares shares = new(Environment.ProcessorCount);
        double[] losses = new double[examples.Count];

        // Golden-section search: the objective has one minimum.
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (-LargestLogarithm, LargestLogarithm);
        while (high - low > Precision)
        {
            double width = golden * (high - low);
            if (Objective(high - width) < Objective(low + width))
            {
                high = low + width;
            }
            else
            {
                low = high - width;
            }
        }

        return Math.Exp((low + high) / 2);

        double Objective(double logarithm)
        {
            double sharpness = Math.Exp(-logarithm);
            shares.Run(losses.Length, ExamplesOfPart, (double)labelCount * CrossEntropy.WorkOfLogit, (first, end) =>
            {
                for (int i = first; i < end; i++)
                {
                    losses[i] = Loss(logits.AsSpan(i * labelCount, labelCount), examples[i].LabelIndex, sharpness);
                }
            });

            // In the order of the examples, so that the bits do not depend on the number of threads.
            return losses.Aggregate(logarithm * logarithm / (2 * Deviation * Deviation), (sum, loss) => sum + loss);
        }
    }

    private static double Loss(ReadOnlySpan<float> logits, int label, double sharpness)
    {
        double largest = double.MinValue;
        foreach (float logit in logits)
        {
            largest = Math.Max(largest, logit * sharpness);
        }

        double exponentials = 0;
        foreach (float logit in logits)
        {
            exponentials += Math.Exp((logit * sharpness) - largest);
        }

        return Math.Log(exponentials) + largest - (logits[label] * sharpness);
    }
}
