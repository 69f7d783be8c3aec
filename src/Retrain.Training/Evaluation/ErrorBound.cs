namespace Retrain.Training.Evaluation;

/// <summary>
/// The one-sided 95% bound of an error rate (Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
/// binomial", Biometrika 26, 1934), which is exact: a rate at or above it would give so few errors at most once in twenty times.
/// </summary>
internal static class ErrorBound
{
    private const double Doubt = 0.05;

    // A term so much smaller than the sum of those before changes none of its digits.
    private const double Negligible = 1e-17;

    private const double Precision = 1e-9;

    /// <summary>Whether the bound is at or below a rate.</summary>
    /// <param name="wrong">Images that were classified wrongly.</param>
    /// <param name="rate">An error rate in (0, 1].</param>
    public static bool IsWithin(double rate, int wrong, int total) =>
        wrong < total && (rate >= 1 || ProbabilityOfAtMost(wrong, total, rate) <= Doubt);

    /// <summary>The fewest images that, without an error, show that a rate is not exceeded.</summary>
    /// <param name="rate">An error rate in (0, 1].</param>
    public static int FewestImages(double rate) => rate >= 1 ? 1 : (int)Math.Ceiling(Math.Log(Doubt) / Math.Log(1 - rate));

    /// <summary>The bound itself, in (0, 1]; 1 where there are no images or all are wrong.</summary>
    /// <param name="wrong">Images that were classified wrongly.</param>
    public static double Of(int wrong, int total)
    {
        if (wrong >= total)
        {
            return 1;
        }

        // Halved until neighbouring numbers are equal in every digit that is shown.
        (double low, double high) = ((double)wrong / total, 1);
        while (high - low > Precision)
        {
            double middle = (low + high) / 2;
            (low, high) = IsWithin(middle, wrong, total) ? (low, middle) : (middle, high);
        }

        return high;
    }

    // The binomial distribution, from its largest term of these downwards.
    private static double ProbabilityOfAtMost(int wrong, int total, double rate)
    {
        double logarithm = total * Math.Log(1 - rate);
        for (int i = 1; i <= wrong; i++)
        {
            logarithm += Math.Log((double)(total - i + 1) / i * rate / (1 - rate));
        }

        double term = Math.Exp(logarithm);
        double sum = term;
        for (int i = wrong; i > 0 && term > Negligible * sum; i--)
        {
            term *= i * (1 - rate) / ((total - i + 1) * rate);
            sum += term;
        }

        return sum;
    }
}
