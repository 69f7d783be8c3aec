using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Images;
using Retrain.Training.Occlusion;
using Retrain.Training.Splits;

namespace Retrain.Training.Reports;

/// <summary>
/// Writes what the page says of an enlarged photo as JSON for its script: name, label, set, the highest probabilities, and the parts that
/// the prediction rests on.
/// </summary>
internal static class PhotoFacts
{
    private const int MostProbabilities = 5;

    // It still escapes what could end the script element.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            WriteTexts(json, "labels", run.Labels);
            WriteTexts(json, "sets", Enum.GetValues<Split>().Select(split => split.Name()));
            json.WriteStartObject("photos");
            foreach (ReportedImage image in thumbnails.Shown.Select(index => run.Images[index]))
            {
                WritePhoto(json, image, run);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        html.Write($"""<script type="application/json" id="photos">""").WriteResource(Encoding.UTF8.GetString(bytes.ToArray()));
        html.WriteLine($"</script>");
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(VisibleText.Of(text));
        }

        json.WriteEndArray();
    }

    private static void WritePhoto(Utf8JsonWriter json, ReportedImage image, ReportedRun run)
    {
        json.WriteStartObject($"{image.Index}");
        json.WriteString("name", VisibleText.Of(image.Name));
        json.WriteNumber("label", image.Image.LabelIndex);
        json.WriteNumber("set", (int)image.Image.Split);
        if (image.Tested is { } tested)
        {
            // The predicted label comes first, as of equal probabilities.
            json.WriteStartArray("top");
            foreach ((int label, float probability) in
                tested.Probabilities.Index().OrderByDescending(entry => entry.Item).Take(MostProbabilities))
            {
                json.WriteNumberValue(label);
                json.WriteNumberValue(Rounded(probability));
            }

            json.WriteEndArray();
        }

        if (run.OcclusionMaps.GetValueOrDefault(image.Image) is OcclusionMap map)
        {
            WriteMap(json, map);
        }

        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, OcclusionMap map)
    {
        json.WriteNumber("fall", Rounded(map.LargestFall));
        json.WriteStartArray("part");
        Array.ForEach([map.Part.Left, map.Part.Top, map.Part.Width, map.Part.Height], side => json.WriteNumberValue(Rounded(side)));
        json.WriteEndArray();
        json.WriteStartArray("falls");
        foreach (double fall in map.Falls)
        {
            json.WriteNumberValue(Rounded(fall));
        }

        json.WriteEndArray();
    }

    private static decimal Rounded(double value) => Math.Round((decimal)value, 3);
}
