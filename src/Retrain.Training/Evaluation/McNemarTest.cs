namespace Retrain.Training.Evaluation;

/// <summary>
/// Whether one of two models is better on the same images, from the images that only one of them names rightly (McNemar, "Note on the
/// sampling error of the difference between correlated proportions or percentages", Psychometrika 12, 1947).
/// </summary>
/// <param name="OnlyFirst">Images that only the first names rightly.</param>
/// <param name="OnlySecond">Images that only the second names rightly.</param>
internal sealed record McNemarTest(int OnlyFirst, int OnlySecond)
{
    private const double Significance = 0.05;

    /// <param name="pairs">For each image, whether the one and the other model names it rightly.</param>
    public static McNemarTest Of(IReadOnlyCollection<(bool First, bool Second)> pairs) =>
        new(pairs.Count(pair => pair is (true, false)), pairs.Count(pair => pair is (false, true)));

    /// <summary>A difference is shown where so large a one would be seen less than once in twenty times if there were none.</summary>
    public Verdict Verdict => MidP >= Significance ? Verdict.NoDifferenceShown : OnlyFirst > OnlySecond ? Verdict.Better : Verdict.Worse;

    /// <summary>
    /// The two-sided mid-p value in [0, 1]: as the exact test's, but not as reluctant (Fagerland, Lydersen and Laake, "The McNemar test for
    /// binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical Research Methodology 13:91, 2013).
    /// </summary>
    public double MidP
    {
        get
        {
            int count = OnlyFirst + OnlySecond;
            int fewer = Math.Min(OnlyFirst, OnlySecond);

            // Binomial probabilities of 0 .. fewer heads in so many throws, from logarithms, as 2^-count is 0 beyond a thousand.
            double logarithm = -count * Math.Log(2);
            double atMost = 0;
            double exactly = 0;
            for (int heads = 0; heads <= fewer; heads++)
            {
                exactly = Math.Exp(logarithm);
                atMost += exactly;
                logarithm += Math.Log((count - heads) / (heads + 1.0));
            }

            return OnlyFirst == OnlySecond ? 1 - (exactly / 2) : Math.Min(1, (2 * atMost) - exactly);
        }
    }
}
