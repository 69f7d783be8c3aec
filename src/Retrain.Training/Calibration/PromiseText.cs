using static System.FormattableString;

namespace Retrain.Training.Calibration;

/// <summary>Says in a sentence which labels can be believed.</summary>
internal static class PromiseText
{
    /// <summary>The sentence of the tool's line and of the report.</summary>
    public static string Of(ErrorPromise promise)
    {
        string images = Invariant($"{promise.ImageCount} {(promise.ImageCount == 1 ? "image" : "images")}");
        return promise.Percent is double percent
            ? Invariant($"Labels with a probability below {promise.Threshold:F2} are uncertain; ")
                + Invariant($"of the others, at most {percent} % are wrong (cross-validated on {images}{Missing(promise, ", and ")}).")
            : Invariant($"All labels are uncertain, as no error rate can be promised ")
                + Invariant($"(cross-validated on {images}{Missing(promise, "; ")}).");
    }

    private static string Missing(ErrorPromise promise, string before) => promise.MissingCount switch
    {
        0 => "",
        1 => Invariant($"{before}{promise.WantedPercent} % may be promised with about 1 more image"),
        int missing => Invariant($"{before}{promise.WantedPercent} % may be promised with about {missing} more"),
        null => Invariant($"{before}it is not known how many more would allow {promise.WantedPercent} %, as the surest label is wrong"),
    };
}
