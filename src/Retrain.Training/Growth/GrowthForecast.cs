using Retrain.Training.Sampling;

namespace Retrain.Training.Growth;

/// <summary>A law of the accuracy by number of training images, and how far it can be relied on.</summary>
internal sealed class GrowthForecast
{
    // With fewer, the law would have as many numbers as there are measurements.
    private const int FewestPoints = 3;

    private const int Resamples = 400;
    private const double Doubt = 0.05;

    private readonly PowerLaw[] resampled;

    private GrowthForecast(int now, PowerLaw law, PowerLaw[] resampled)
    {
        Now = now;
        Law = law;
        this.resampled = resampled;
    }

    /// <summary>The number of training images of the run.</summary>
    public int Now { get; }

    public int Twice => 2 * Now;

    public PowerLaw Law { get; }

    /// <summary>Fits a law, and one to each of many resamples of the images (Efron, "Bootstrap methods", 1979).</summary>
    /// <param name="now">The number of training images of the run.</param>
    /// <param name="groups">The group of each image; images of a group are right or wrong together.</param>
    /// <param name="seed">Determines the resamples.</param>
    /// <returns><see langword="null"/> where too few sizes were measured.</returns>
    public static GrowthForecast? Of(int now, IReadOnlyList<GrowthPoint> points, IReadOnlyList<int> groups, ulong seed)
    {
        if (points.Count < FewestPoints || now == 0)
        {
            return null;
        }

        SeededRandom random = new(seed);
        GroupResult[] results =
        [
            .. Enumerable.Range(0, groups.Count).Where(i => points[0].AreRight[i] is not null).GroupBy(i => groups[i])
                .Select(group => new GroupResult(
                    group.Count(), [.. points.Select(point => group.Count(image => point.AreRight[image] is false))])),
        ];
        PowerLaw[] resampled = [.. Enumerable.Range(0, Resamples).Select(_ => PowerLaw.Fit(Errors(Resample()), Exponent()))];
        return new GrowthForecast(now, PowerLaw.Fit(Errors(results)), resampled);

        IEnumerable<GroupResult> Resample() => Enumerable.Range(0, results.Length).Select(_ => results[random.NextInt32(results.Length)]);

        // What is not known of the exponent is a doubt too.
        double Exponent() => PowerLaw.LikelyExponent * Math.Exp(PowerLaw.Deviation * random.NextTruncatedNormal());

        MeasuredError[] Errors(IEnumerable<GroupResult> some)
        {
            int[] wrong = new int[points.Count];
            int total = 0;
            foreach (GroupResult group in some)
            {
                total += group.Images;
                for (int i = 0; i < wrong.Length; i++)
                {
                    wrong[i] += group.Wrong[i];
                }
            }

            return [.. points.Select((point, i) => new MeasuredError(point.Images, wrong[i], total))];
        }
    }

    /// <summary>The interval that contains the accuracy with a number of images, with 95% confidence.</summary>
    public (double Low, double High) Interval(double images) => Percentiles(law => law.Accuracy(images));

    /// <summary>The difference that twice as many images make to the accuracy, in [0, 1].</summary>
    public double Gain => Law.Accuracy(Twice) - Law.Accuracy(Now);

    /// <summary>The interval that contains the gain, with 95% confidence.</summary>
    public (double Low, double High) GainInterval => Percentiles(law => law.Accuracy(Twice) - law.Accuracy(Now));

    private (double Low, double High) Percentiles(Func<PowerLaw, double> value)
    {
        double[] values = [.. resampled.Select(value).Order()];
        int tail = (int)(Resamples * Doubt / 2);
        return (values[tail], values[^(tail + 1)]);
    }

    // The images of a group, and those that were wrong at each size.
    private sealed record GroupResult(int Images, int[] Wrong);
}
