namespace Retrain.Training.Growth;

/// <summary>
/// An inverse power law of the error by number of training images, error = floor + scale * images ^ -exponent, as others found it to be
/// (Figueroa, Zeng-Treitler, Kandula and Ngo, "Predicting sample size required for classification performance", 2012; Hestness and others,
/// "Deep learning scaling is predictable, empirically", 2017).
/// </summary>
/// <param name="Floor">The error of any number of images, in [0, 1].</param>
/// <param name="Scale">At least 0.</param>
/// <param name="Exponent">Greater than 0.</param>
internal readonly record struct PowerLaw(double Floor, double Scale, double Exponent)
{
    /// <summary>The exponent where an error is estimated from independent images, which a fit prefers.</summary>
    public const double LikelyExponent = 0.5;

    /// <summary>The deviation of the exponent's logarithm: two of them are between 0.27 and 0.91.</summary>
    public const double Deviation = 0.3;

    private const double SmallestExponent = 0.1;
    private const double LargestExponent = 1.5;

    // Exponents nearer to each other give the same curve.
    private const double Step = 1.02;

    /// <summary>The accuracy with a number of training images, in [0, 1].</summary>
    public double Accuracy(double images) => 1 - Math.Clamp(Floor + (Scale * Math.Pow(images, -Exponent)), 0, 1);

    /// <summary>
    /// Fits a law by weighted least squares. Five sizes hardly tell a floor from a small exponent, so an exponent far from the likely one
    /// counts as a deviation too: what the measurements do not say is then not extrapolated from their noise.
    /// </summary>
    /// <param name="likelyExponent">The exponent that is preferred.</param>
    public static PowerLaw Fit(IReadOnlyList<MeasuredError> errors, double likelyExponent = LikelyExponent)
    {
        PowerLaw best = default;
        double least = double.PositiveInfinity;
        for (double exponent = SmallestExponent; exponent < LargestExponent; exponent *= Step)
        {
            PowerLaw law = Fit(exponent, errors);
            double far = Math.Log(exponent / likelyExponent) / Deviation;
            double deviation = (far * far) + errors.Sum(law.Deviates);
            if (deviation < least)
            {
                (best, least) = (law, deviation);
            }
        }

        return best;
    }

    private double Deviates(MeasuredError error)
    {
        double difference = Floor + (Scale * Math.Pow(error.Images, -Exponent)) - error.Rate;
        return error.Weight * difference * difference;
    }

    // A line through the errors over images ^ -exponent, which neither falls nor begins below zero.
    private static PowerLaw Fit(double exponent, IReadOnlyList<MeasuredError> errors)
    {
        (double sum, double x, double y, double xx, double xy) = (0, 0, 0, 0, 0);
        foreach (MeasuredError error in errors)
        {
            double power = Math.Pow(error.Images, -exponent);
            double weight = error.Weight;
            sum += weight;
            x += weight * power;
            y += weight * error.Rate;
            xx += weight * power * power;
            xy += weight * power * error.Rate;
        }

        double scale = ((sum * xy) - (x * y)) / ((sum * xx) - (x * x));
        double floor = (y - (scale * x)) / sum;
        return scale < 0 ? new PowerLaw(y / sum, 0, exponent)
            : floor < 0 ? new PowerLaw(0, xy / xx, exponent)
            : new PowerLaw(floor, scale, exponent);
    }
}
