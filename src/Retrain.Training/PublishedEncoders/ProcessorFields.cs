using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.PublishedEncoders;

/// <summary>The fields of an object in a stranger's JSON file. A field that is null counts as absent, as in Python.</summary>
/// <param name="element">The object.</param>
/// <param name="file">The file, for messages.</param>
/// <param name="path">The path of the object inside the file, as "pretrained_cfg."; empty for the whole file.</param>
internal sealed class ProcessorFields(JsonElement element, string file, string path = "")
{
    public string File => file;

    /// <summary>A field's path in the file.</summary>
    public string PathOf(string name) => path + name;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Whether a field counts as absent for timm, as 0, empty texts and empty lists do there.</summary>
    public bool IsEmpty(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => true,
        { ValueKind: JsonValueKind.Number } number => NumberOf(number) is 0,
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Length == 0,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>An object inside this one; <see langword="null"/> where there is none or where the field is something else.</summary>
    public ProcessorFields? Inner(string name) => Find(name) is { ValueKind: JsonValueKind.Object } inner
        ? new ProcessorFields(inner, file, $"{path}{name}.")
        : null;

    /// <summary>A switch that may be absent.</summary>
    /// <exception cref="RetrainException">RT2058: it is neither true nor false.</exception>
    public bool Switch(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Invalid(name, "true or false"),
    };

    /// <exception cref="RetrainException">RT2058: it is not a text.</exception>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Invalid(name, "a text"),
    };

    /// <summary>A number above 0 that may be absent.</summary>
    /// <exception cref="RetrainException">RT2058: it is not such a number.</exception>
    public double? Positive(string name) =>
        Find(name) is not { } value ? null : NumberOf(value) is double number and > 0 ? number : throw Invalid(name, "a number above 0");

    /// <summary>A whole number that may be absent.</summary>
    /// <exception cref="RetrainException">RT2058: it is not a whole number.</exception>
    public int? Whole(string name) =>
        Find(name) is not { } value ? null : WholeOf(value) ?? throw Invalid(name, "a whole number");

    /// <summary>A number for each channel, or one for all, that may be absent.</summary>
    /// <exception cref="RetrainException">RT2058: it is something else.</exception>
    public double[]? Channels(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        double?[] numbers = value.ValueKind is JsonValueKind.Array && value.GetArrayLength() is 1 or 3
            ? [.. value.EnumerateArray().Select(NumberOf)]
            : [value.ValueKind is JsonValueKind.Array ? null : NumberOf(value)];
        return numbers.All(number => number is not null)
            ? [numbers[0]!.Value, numbers[numbers.Length / 2]!.Value, numbers[^1]!.Value]
            : throw Invalid(name, "three numbers");
    }

    /// <summary>The sides of an image: one number, a list of height and width, or an object with these names.</summary>
    /// <returns>The sides, and whether they were one number; <see langword="null"/> where the field is absent.</returns>
    /// <exception cref="RetrainException">RT2058: it is something else, or too large.</exception>
    public (int HeightPixels, int WidthPixels, bool IsNumber)? Sides(string name)
    {
        const string Valid = "a number of pixels, or height and width";
        return Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number => SideOf(number) is int side ? (side, side, true) : throw Invalid(name, Valid),
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() is 2 =>
                SideOf(list[0]) is int height && SideOf(list[1]) is int width ? (height, width, false) : throw Invalid(name, Valid),
            { ValueKind: JsonValueKind.Object } => Inner(name)!.HeightAndWidth() is (int height, int width)
                ? (height, width, false)
                : throw Invalid(name, Valid),
            _ => throw Invalid(name, Valid),
        };
    }

    /// <summary>The fields height and width; <see langword="null"/> if one is absent or not a number of pixels.</summary>
    public (int HeightPixels, int WidthPixels)? HeightAndWidth() =>
        Find("height") is { } first && Find("width") is { } second && SideOf(first) is int height && SideOf(second) is int width
            ? (height, width)
            : null;

    /// <summary>The numbers of a list; <see langword="null"/> where the field is absent.</summary>
    /// <exception cref="RetrainException">RT2058: it is not a list of that many whole numbers.</exception>
    public int[]? WholeList(string name, int length)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        int?[] numbers = value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == length
            ? [.. value.EnumerateArray().Select(WholeOf)]
            : [null];
        return numbers.All(number => number is not null)
            ? [.. numbers.Select(number => number!.Value)]
            : throw Invalid(name, $"{length} whole numbers");
    }

    /// <summary>A number of pixels that a computation gave, rounded down.</summary>
    /// <param name="name">The field that it was computed from, for messages.</param>
    /// <param name="pixels">The side, with fractions.</param>
    /// <exception cref="RetrainException">RT2058: an image cannot have such a side.</exception>
    public int Side(string name, double pixels) => pixels is >= 1 and < ImagePreprocessor.LargestSidePixels + 1
        ? (int)pixels
        : throw Invalid(name, $"values that give a side of 1 to {ImagePreprocessor.LargestSidePixels} pixels");

    /// <summary>A field's value is not one that its reader understands.</summary>
    /// <param name="name">The field.</param>
    /// <param name="valid">The values that would be valid.</param>
    public RetrainException Invalid(string name, string valid) =>
        new(EncoderDiagnostics.InvalidField(file, PathOf(name), Find(name)?.GetRawText() ?? "absent", valid));

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static double? NumberOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;

    private static int? WholeOf(JsonElement value) =>
        NumberOf(value) is double number and >= int.MinValue and <= int.MaxValue && double.IsInteger(number) ? (int)number : null;

    private static int? SideOf(JsonElement value) =>
        WholeOf(value) is int pixels and > 0 and <= ImagePreprocessor.LargestSidePixels ? pixels : null;
}
