namespace Retrain.Training.Calibration;

/// <summary>The labels that can be believed, and how few of them are wrong.</summary>
/// <param name="WantedPercent">The largest error that was asked for, in percent.</param>
/// <param name="Percent">The largest error that is promised, in percent; <see langword="null"/> where none can be.</param>
/// <param name="Threshold">The probability from which on a label is to be believed; infinite where no error can be promised.</param>
/// <param name="ImageCount">The number of images that show it, each predicted by a head that was not trained on it.</param>
/// <param name="MissingCount">
/// About how many more such images it takes to promise the wanted error; <see langword="null"/> where the surest of all is wrong, so that
/// the number is not known; 0 where it is promised.
/// </param>
internal sealed record ErrorPromise(double WantedPercent, double? Percent, float Threshold, int ImageCount, int? MissingCount)
{
    public bool IsGiven => Percent is not null;
}
