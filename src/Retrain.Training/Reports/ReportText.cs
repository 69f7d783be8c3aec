using System.Globalization;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>Formats the numbers of a report, the same in every culture.</summary>
internal static class ReportText
{
    /// <summary>Formats a percentage, without a line break before the sign.</summary>
    /// <param name="fraction">A number in [0, 1].</param>
    public static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{fraction * 100:F1}%");

    /// <summary>Formats a percentage, or a dash if it is undefined.</summary>
    public static string Percent(double? fraction) => fraction is double known ? Percent(known) : "\u2013";

    /// <summary>Formats the interval that contains the true accuracy with 95% confidence.</summary>
    public static string Interval(Accuracy accuracy) =>
        accuracy.Interval is WilsonInterval interval ? $"{Percent(interval.Low)} to {Percent(interval.High)}" : Percent(null);

    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
