namespace Retrain.Runtime.Diagnostics;

/// <summary>RT2050 to RT2054: the way from an image to a network's input.</summary>
internal static class PreprocessingDiagnostics
{
    /// <summary>RT2050: a trained graph's preprocessing was changed by hand or by a program.</summary>
    public static Diagnostic Damaged(string? origin, string place) =>
        new(Severity.Error, "RT2050", origin,
            $"'{place}' does not say in a usable way how images are resized, cut and normalised; train the graph again.");

    /// <summary>RT2051: two flags give the network's images different sizes.</summary>
    public static Diagnostic OtherCrop(string? origin, string crop, string size) =>
        new(Severity.Error, "RT2051", origin,
            $"--crop {crop} and the image size {size} contradict each other, as the crop is what the network takes; omit one of them.");

    /// <summary>RT2052: two flags say how an image is resized.</summary>
    public static Diagnostic ResizeTwice(string? origin) =>
        new(Severity.Error, "RT2052", origin,
            "--resize and --crop_pct both say what size an image is resized to; omit one of them.");

    /// <summary>RT2053: mean, deviation and rescale factor together do not give usable numbers.</summary>
    public static Diagnostic Unusable(string? origin, string mean, string std) =>
        new(Severity.Error, "RT2053", origin,
            $"(value - {mean}) / {std} does not give usable numbers; check --input_mean, --input_std and --rescale.");
}
