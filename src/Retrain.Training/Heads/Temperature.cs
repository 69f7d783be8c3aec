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

    /// <summary>Whether a temperature is the largest that is tried, so that none makes the probabilities right.</summary>
    public static bool IsLargest(double temperature) => Math.Log(temperature) > LargestLogarithm - (2 * Precision);

    /// <summary>The temperature that makes labels most probable.</summary>
    /// <param name="logits">// [examples, labelCount]</param>
    public static double Fit(ReadOnlySpan<float> logits, IReadOnlyList<Example> examples, int labelCount)
    {
        // Golden-section search: the objective has one minimum.
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (-LargestLogarithm, LargestLogarithm);
        while (high - low > Precision)
        {
            double width = golden * (high - low);
            if (Objective(logits, examples, labelCount, high - width) < Objective(logits, examples, labelCount, low + width))
            {
                high = low + width;
            }
            else
            {
                low = high - width;
            }
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Objective(ReadOnlySpan<float> logits, IReadOnlyList<Example> examples, int labelCount, double logarithm)
    {
        double sharpness = Math.Exp(-logarithm);
        double sum = logarithm * logarithm / (2 * Deviation * Deviation);
        for (int i = 0; i < examples.Count; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * labelCount, labelCount);
            double largest = double.MinValue;
            foreach (float logit in row)
            {
                largest = Math.Max(largest, logit * sharpness);
            }

            double exponentials = 0;
            foreach (float logit in row)
            {
                exponentials += Math.Exp((logit * sharpness) - largest);
            }

            sum += Math.Log(exponentials) + largest - (row[examples[i].LabelIndex] * sharpness);
        }

        return sum;
    }
}
