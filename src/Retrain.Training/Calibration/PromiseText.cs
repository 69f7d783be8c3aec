using static System.FormattableString;

namespace Retrain.Training.Calibration;

/// <summary>Says in a sentence which labels can be believed.</summary>
internal static class PromiseText
{
    /// <summary>The sentence of the tool's line and of the report.</summary>
    public static string Of(ErrorPromise promise)
    {
        string images = Invariant($"cross-validated on {promise.ImageCount} {(promise.ImageCount == 1 ? "image" : "images")}");
        if (promise.Percent is not double percent)
        {
            return promise.MissingCount is null
                ? $"No label can be believed, as the most confident one is wrong ({images}); add images."
                : $"No label can be believed, as there are too few images ({images}){Missing(promise)}.";
        }

        // Rounded up, so that no label that is printed as large as this is uncertain.
        double threshold = Math.Ceiling(promise.Threshold * 1000) / 1000;
        return Invariant($"Labels with a probability below {threshold:F3} are uncertain; ")
            + Invariant($"of the others, at most {percent}% should be wrong (95% confidence, {images}){Missing(promise)}.");
    }

    private static string Missing(ErrorPromise promise) => promise.MissingCount switch
    {
        0 or null => "",
        int missing => Invariant($"; about {missing:N0} more {(missing == 1 ? "image" : "images")} might be enough to promise ")
            + Invariant($"{promise.WantedPercent}%"),
    };
}
