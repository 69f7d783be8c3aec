using System.Globalization;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Training.Options;

/// <summary>The types of flags. Numbers have a decimal point in every culture.</summary>
internal static class FlagTypes
{
    private const int LargestBatch = 1_000_000;

    // A millionth of a grey level. Smaller divisors make numbers that overflow on their way through a network.
    private const float SmallestStd = 1e-6f;

    /// <summary>The size of a batch; -1 for all images.</summary>
    public static FlagType<int> BatchSize { get; } = new(
        "N", "a whole number from 1 to 1000000, or -1 for all images",
        (text, out value) => TryInteger(text, out value) && value is -1 or (> 0 and <= LargestBatch));

    public static FlagType<long> LongInteger { get; } = new(
        "N", "a whole number of 64 bits",
        (text, out value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public static FlagType<float> PositiveNumber { get; } = Number(float.Epsilon, float.MaxValue, "a number above 0");

    public static FlagType<float> Percentage { get; } = Number(0, 100, "a number from 0 to 100");

    /// <summary>A number that is subtracted from grey levels.</summary>
    public static FlagType<float> Mean { get; } = Number(-1e6f, 1e6f, "a number from -1000000 to 1000000");

    /// <summary>A number that grey levels are divided by.</summary>
    public static FlagType<float> Std { get; } = Number(SmallestStd, 1e6f, "a number from 0.000001 to 1000000");

    /// <summary>The size of images.</summary>
    public static FlagType<InputSize> Size { get; } = new(
        "N|HxW", $"a number of pixels such as 224, or height and width such as 240x320, up to {ImagePreprocessor.LargestSidePixels}",
        InputSize.TryParse);

    /// <summary>One side of an image, in pixels.</summary>
    public static FlagType<int> Side { get; } = Integer(1, ImagePreprocessor.LargestSidePixels);

    public static FlagType<bool> Switch { get; } = new(null, "true or false", bool.TryParse);

    /// <summary>A whole number in [minimum, maximum].</summary>
    public static FlagType<int> Integer(int minimum, int maximum = int.MaxValue) => new(
        "N", maximum == int.MaxValue ? $"a whole number from {minimum}" : $"a whole number from {minimum} to {maximum}",
        (text, out value) => TryInteger(text, out value) && value >= minimum && value <= maximum);

    public static FlagType<string> Text(string valueName) => new(
        valueName, "a text that is not empty",
        (text, out value) =>
        {
            value = text;
            return text.Length > 0;
        });

    public static FlagType<string> TextOrNone(string valueName) => new(
        valueName, "any text",
        (text, out value) =>
        {
            value = text;
            return true;
        });

    /// <summary>One of some words.</summary>
    public static FlagType<string> Choice(string valueName, params string[] words) => new(
        valueName, $"{string.Join(", ", words[..^1])} or {words[^1]}",
        (text, out value) =>
        {
            value = text;
            return words.Contains(text, StringComparer.Ordinal);
        });

    private static FlagType<float> Number(float minimum, float maximum, string valid) => new(
        "X", valid,
        (text, out value) =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
