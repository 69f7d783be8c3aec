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

    /// <summary>An error that can be shown with a number of photos that people have.</summary>
    public static FlagType<double> ErrorPercentage { get; } = Double(0.1, 50, "a number from 0.1 to 50");

    /// <summary>A number that is subtracted from grey levels, or one for each channel.</summary>
    public static FlagType<GivenChannels> Mean { get; } = Channels(-1e6f, "a number from -1000000 to 1000000");

    /// <summary>A number that grey levels are divided by, or one for each channel.</summary>
    public static FlagType<GivenChannels> Std { get; } = Channels(SmallestStd, "a number from 0.000001 to 1000000");

    /// <summary>The size that an image is resized to.</summary>
    public static FlagType<ResizeRule> Resize { get; } = new(
        "SIZE", "a size such as 256, 256x320, short:256, cover:256x320, fit:256x320 or none, "
            + $"with sides up to {ImagePreprocessor.LargestSidePixels}",
        ResizeRule.TryParse);

    /// <summary>A filter by which images are resized.</summary>
    public static FlagType<ResizeFilter> Filter { get; } = Words(
        "NAME", ResizeFilter.Legacy, ResizeFilter.Nearest, ResizeFilter.Box, ResizeFilter.Bilinear, ResizeFilter.Hamming,
        ResizeFilter.Bicubic, ResizeFilter.Lanczos);

    public static FlagType<ChannelOrder> ChannelOrder { get; } =
        Words("NAME", Runtime.Images.ChannelOrder.Rgb, Runtime.Images.ChannelOrder.Bgr);

    /// <summary>A share above 0, where a hundredth is the smallest that makes sense.</summary>
    public static FlagType<double> Share { get; } = Double(0.01, 1, "a number from 0.01 to 1");

    /// <summary>A factor of grey levels.</summary>
    public static FlagType<double> Rescale { get; } = Double(1e-6, 1e6, "a number from 0.000001 to 1000000");

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

    // A word for each value of an enum.
    private static FlagType<T> Words<T>(string valueName, params T[] values)
        where T : struct, Enum
    {
        string[] words = [.. values.Select(value => value.ToString().ToLowerInvariant())];
        return new(valueName, $"{string.Join(", ", words[..^1])} or {words[^1]}", (text, out value) =>
        {
            int index = Array.IndexOf(words, text);
            value = values[Math.Max(index, 0)];
            return index >= 0;
        });
    }

    private static FlagType<double> Double(double minimum, double maximum, string valid) => new(
        "X", valid,
        (text, out value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    private static FlagType<GivenChannels> Channels(float minimum, string valid)
    {
        FlagType<float> number = Number(minimum, 1e6f, valid);
        return new("X|R,G,B", $"{valid}, or three of them with commas between", (text, out value) =>
        {
            string[] parts = text.Split(',');
            float[] numbers = [.. parts.Select(part => number.TryParse(part, out float parsed) ? parsed : float.NaN)];
            value = numbers is [float red, float green, float blue]
                ? new(new(red, green, blue), IsTriple: true)
                : new(numbers[0]);
            return parts.Length is 1 or 3 && !numbers.Any(float.IsNaN);
        });
    }

    private static FlagType<float> Number(float minimum, float maximum, string valid) => new(
        "X", valid,
        (text, out value) =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
