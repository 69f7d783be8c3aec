using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.PublishedEncoders;

/// <summary>Reads means and deviations, which published files give in [0, 1], as grey levels.</summary>
internal static class GreyLevels
{
    /// <summary>Says so where the default of the file's own reader takes the place of an absent field.</summary>
    /// <param name="channels">The values of the field; <see langword="null"/> where it is absent.</param>
    /// <param name="otherwise">The values that count without it.</param>
    /// <param name="fields">The file.</param>
    /// <param name="name">The field.</param>
    /// <param name="warn">Receives the warning.</param>
    public static double[] Or(double[]? channels, double[] otherwise, ProcessorFields fields, string name, Action<Diagnostic> warn)
    {
        if (channels is null)
        {
            string text = string.Join(", ", otherwise.Select(value => value.ToString(CultureInfo.InvariantCulture)));
            warn(EncoderDiagnostics.FieldAssumed(fields.File, fields.PathOf(name), text));
        }

        return channels ?? otherwise;
    }

    /// <param name="mean">The mean of each channel, in grey levels.</param>
    /// <param name="std">The deviation of each channel, in grey levels.</param>
    /// <param name="fields">The file.</param>
    /// <param name="field">The field that is at fault if values are too small or too large to compute with.</param>
    /// <exception cref="RetrainException">RT2058: they are.</exception>
    public static Normalization Of(double[] mean, double[] std, ProcessorFields fields, string field)
    {
        Normalization normalization = new(Values(mean), Values(std));
        return normalization.IsUsable ? normalization : throw fields.Invalid(field, "numbers that give finite values");
    }

    private static ChannelValues Values(double[] values) => new((float)values[0], (float)values[1], (float)values[2]);
}
