using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Retrain.Runtime.Images;

/// <summary>
/// Writes preprocessing as one JSON object, which stands in the cache's keys, in manifests and in trained graphs. Every value is
/// written, so that two texts are equal exactly if the values are, except the handling of orientation: it makes no difference to most
/// photos, and each of the three says it apart.
/// </summary>
internal static class PreprocessingJson
{
    public static string Write(Preprocessing preprocessing)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            WriteTo(json, preprocessing);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static void WriteTo(Utf8JsonWriter json, Preprocessing preprocessing)
    {
        json.WriteStartObject();
        WriteSides(json, "size", preprocessing.HeightPixels, preprocessing.WidthPixels);
        json.WriteString("resize", $"{preprocessing.Resize.Kind}");
        WriteSides(json, "resizeTo", preprocessing.Resize.HeightPixels, preprocessing.Resize.WidthPixels);
        json.WriteString("filter", $"{preprocessing.Filter}");
        json.WriteBoolean("keepsFractions", preprocessing.KeepsFractions);
        if (preprocessing.FirstCrop is (int height, int width))
        {
            WriteSides(json, "firstCrop", height, width);
        }

        json.WriteString("alignment", $"{preprocessing.Alignment}");
        WriteChannels(json, "padding", preprocessing.Padding);
        WriteChannels(json, "mean", preprocessing.Normalization.Mean);
        WriteChannels(json, "std", preprocessing.Normalization.Std);
        json.WriteString("order", $"{preprocessing.Order}");
        json.WriteEndObject();
    }

    /// <summary>Writes one number where all channels have the same, else an array of three.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, string name, ChannelValues values)
    {
        if (values.IsUniform)
        {
            json.WriteNumber(name, values.Red);
        }
        else
        {
            WriteChannels(json, name, values);
        }
    }

    /// <returns>The preprocessing; <see langword="null"/> where the text is not a usable one.</returns>
    public static Preprocessing? Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            (int height, int width) = Sides(root.GetProperty("size"));
            (int resizeHeight, int resizeWidth) = Sides(root.GetProperty("resizeTo"));
            Preprocessing preprocessing = new()
            {
                HeightPixels = height,
                WidthPixels = width,
                Resize = new(Word<ResizeKind>(root, "resize"), resizeHeight, resizeWidth),
                Filter = Word<ResizeFilter>(root, "filter"),
                KeepsFractions = root.GetProperty("keepsFractions").GetBoolean(),
                FirstCrop = root.TryGetProperty("firstCrop", out JsonElement crop) ? Sides(crop) : null,
                Alignment = Word<CropAlignment>(root, "alignment"),
                Padding = Channels(root.GetProperty("padding")),
                Normalization = new(Channels(root.GetProperty("mean")), Channels(root.GetProperty("std"))),
                Order = Word<ChannelOrder>(root, "order"),
            };
            return preprocessing.IsUsable ? preprocessing : null;
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null; // the caller names the file that holds it
        }
    }

    private static void WriteSides(Utf8JsonWriter json, string name, int heightPixels, int widthPixels)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(heightPixels);
        json.WriteNumberValue(widthPixels);
        json.WriteEndArray();
    }

    private static void WriteChannels(Utf8JsonWriter json, string name, ChannelValues values)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(values.Red);
        json.WriteNumberValue(values.Green);
        json.WriteNumberValue(values.Blue);
        json.WriteEndArray();
    }

    // Enum.Parse takes any number and any list of words too.
    private static T Word<T>(JsonElement root, string name)
        where T : struct, Enum
    {
        string? text = root.GetProperty(name).GetString();
        return Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text!) : throw new FormatException($"'{text}' is unknown");
    }

    private static (int HeightPixels, int WidthPixels) Sides(JsonElement sides) =>
        sides.GetArrayLength() is 2 ? (sides[0].GetInt32(), sides[1].GetInt32()) : throw new FormatException("a size has two sides");

    private static ChannelValues Channels(JsonElement values) => values.GetArrayLength() is 3
        ? new(values[0].GetSingle(), values[1].GetSingle(), values[2].GetSingle())
        : throw new FormatException("an image has three channels");
}
