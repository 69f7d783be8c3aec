using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Flags whose values are checked as they are read, each with an error that names the valid ones.</summary>
internal static class Flag
{
    private const int LargestBatch = 1_000_000;

    // A millionth of a grey level: smaller ones make numbers that overflow on their way through a network.
    private const float SmallestStd = 1e-6f;

    /// <summary>A whole number in [minimum, maximum].</summary>
    public static Option<int> Integer(string name, int defaultValue, string description, int minimum, int maximum = int.MaxValue) =>
        Parsed(name, defaultValue, description, "N",
            (string text, out int value) =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                && value >= minimum && value <= maximum,
            maximum == int.MaxValue ? $"a whole number from {minimum}" : $"a whole number from {minimum} to {maximum}");

    /// <summary>A whole number in [minimum, maximum] that may be left out.</summary>
    public static Option<int?> OptionalInteger(string name, string description, int minimum, int maximum) =>
        Parsed<int?>(name, null, description, "N",
            (string text, out int? value) =>
            {
                bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
                value = number;
                return isNumber && number >= minimum && number <= maximum;
            },
            $"a whole number from {minimum} to {maximum}");

    /// <summary>The size of a batch; -1 for all images.</summary>
    public static Option<int> BatchSize(string name, int defaultValue, string description) =>
        Parsed(name, defaultValue, description, "N",
            (string text, out int value) =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                && value is -1 or (> 0 and <= LargestBatch),
            "a whole number from 1 to 1000000, or -1 for all images");

    /// <summary>A number in [minimum, maximum], with a decimal point whatever the culture.</summary>
    public static Option<float> Number(string name, float defaultValue, string description, float minimum, float maximum, string valid) =>
        Parsed(name, defaultValue, description, "X", (string text, out float value) => TryNumber(text, minimum, maximum, out value), valid);

    /// <summary>A number that may be left out.</summary>
    public static Option<float?> OptionalNumber(string name, string description, float minimum, float maximum, string valid) =>
        Parsed<float?>(name, null, description, "X",
            (string text, out float? value) =>
            {
                bool valid = TryNumber(text, minimum, maximum, out float number);
                value = number;
                return valid;
            },
            valid);

    /// <summary>What is subtracted from grey levels, which may be left out.</summary>
    public static Option<float?> Mean(string name, string description) =>
        OptionalNumber(name, description, -1e6f, 1e6f, "a number from -1000000 to 1000000");

    /// <summary>What grey levels are divided by, which may be left out.</summary>
    public static Option<float?> Std(string name, string description) =>
        OptionalNumber(name, description, SmallestStd, 1e6f, "a number from 0.000001 to 1000000");

    /// <summary>The size of images, which may be left out.</summary>
    public static Option<InputSize?> OptionalSize(string name, string description) =>
        Parsed<InputSize?>(name, null, description, "N|HxW",
            (string text, out InputSize? value) =>
            {
                bool valid = InputSize.TryParse(text, out InputSize size);
                value = size;
                return valid;
            },
            $"a number of pixels such as 224, or height and width such as 240x320, up to {ImagePreprocessor.LargestSidePixels}");

    /// <summary>Any 64-bit number.</summary>
    public static Option<long> Seed(string name, long defaultValue, string description) =>
        Parsed(name, defaultValue, description, "N",
            (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            "a whole number of 64 bits");

    /// <summary>A text, which may not be empty unless its default is.</summary>
    public static Option<string> Text(string name, string defaultValue, string description, string valueName) =>
        Parsed(name, defaultValue, description, valueName,
            (string text, out string value) =>
            {
                value = text;
                return text.Length > 0 || defaultValue.Length == 0;
            },
            "a text that is not empty");

    /// <summary>A text, of which the empty one stands for none.</summary>
    public static Option<string> TextOrNone(string name, string defaultValue, string description, string valueName) =>
        Parsed(name, defaultValue, description, valueName,
            (string text, out string value) =>
            {
                value = text;
                return true;
            },
            "any text");

    /// <summary>A text that may be left out.</summary>
    public static Option<string?> OptionalText(string name, string description, string valueName) =>
        Parsed<string?>(name, null, description, valueName,
            (string text, out string? value) =>
            {
                value = text;
                return text.Length > 0;
            },
            "a text that is not empty");

    /// <summary>One of some words.</summary>
    public static Option<string> Choice(string name, string defaultValue, string description, string valueName, params string[] words) =>
        Parsed(name, defaultValue, description, valueName,
            (string text, out string value) =>
            {
                value = text;
                return words.Contains(text, StringComparer.Ordinal);
            },
            $"{string.Join(", ", words[..^1])} or {words[^1]}");

    /// <summary>Off unless it stands on the command line, as retrain.py's store_true flags.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>A path that was given, of a file that is there.</summary>
    /// <exception cref="RetrainException">RT4009: it is not.</exception>
    public static string ExistingFile(string name, string path) =>
        File.Exists(path) ? path : throw new RetrainException(OptionDiagnostics.FileNotFound(name, path));

    private delegate bool TryParse<T>(string text, out T value);

    private static Option<T> Parsed<T>(
        string name, T defaultValue, string description, string valueName, TryParse<T> tryParse, string valid) => new(name)
        {
            Description = description,
            HelpName = valueName,

            // As with argparse, of a flag that is given twice the last value counts: scripts append to a common set.
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                if (tryParse(text, out T value))
                {
                    return value;
                }

                result.AddError(OptionDiagnostics.InvalidValue(name, text, valid).ToString());
                return defaultValue;
            },
        };

    private static bool TryNumber(string text, float minimum, float maximum, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum;
}
