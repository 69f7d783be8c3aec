namespace Retrain.Training.Growth;

/// <summary>The error of heads that were trained on a number of images.</summary>
/// <param name="Images">Images that a head was trained on.</param>
/// <param name="Wrong">Held-out images that got another label than their own.</param>
/// <param name="Total">Held-out images.</param>
internal readonly record struct MeasuredError(double Images, int Wrong, int Total)
{
    /// <summary>In [0, 1].</summary>
    public double Rate => (double)Wrong / Total;

    /// <summary>The reciprocal of the rate's variance. Half an image more of each kind keeps it finite where none is wrong.</summary>
    public double Weight
    {
        get
        {
            double rate = (Wrong + 0.5) / (Total + 1);
            return Total / (rate * (1 - rate));
        }
    }
}
