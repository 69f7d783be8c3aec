using System.Globalization;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>Numbers as a report says them, in any culture.</summary>
internal static class ReportText
{
    /// <summary>In one piece: no line ends before the sign.</summary>
    /// <param name="fraction">In [0, 1].</param>
    public static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{fraction * 100:F1}\u00A0%");

    /// <summary>Where there is nothing to divide by, a dash.</summary>
    public static string Percent(double? fraction) => fraction is double known ? Percent(known) : "\u2013";

    /// <summary>Where the true accuracy lies, with 95 % confidence.</summary>
    public static string Interval(Accuracy accuracy) =>
        accuracy.Interval is WilsonInterval interval ? $"{Percent(interval.Low)} to {Percent(interval.High)}" : Percent(null);

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
