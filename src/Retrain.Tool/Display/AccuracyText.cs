using System.Globalization;
using Retrain.Training.Evaluation;

namespace Retrain.Tool.Display;

/// <summary>Formats an accuracy as retrain.py prints it, with its interval.</summary>
internal static class AccuracyText
{
    /// <returns>"91.3% (N=92), 95% interval 83.8% to 95.5%"; <see langword="null"/> if there were no images.</returns>
    public static string? Of(Accuracy accuracy) => accuracy.Interval is WilsonInterval interval
        ? string.Create(CultureInfo.InvariantCulture, $"{accuracy.Percent:F1}% (N={accuracy.Total}), ")
            + string.Create(CultureInfo.InvariantCulture, $"95% interval {interval.Low * 100:F1}% to {interval.High * 100:F1}%")
        : null;
}
