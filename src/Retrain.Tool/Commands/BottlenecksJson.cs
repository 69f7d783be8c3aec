using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>Prints the bottleneck of an image as one JSON object. Programs read it: names stay, new ones may come.</summary>
internal static class BottlenecksJson
{
    public static void Print(string path, ReadOnlySpan<float> bottleneck)
    {
        float[] values = bottleneck.ToArray();
        JsonLine.Print(json =>
        {
            json.WriteString("image", path);
            json.WriteStartArray("bottleneck");
            foreach (float value in values)
            {
                // JSON has no other numbers.
                if (float.IsFinite(value))
                {
                    json.WriteRawValue(BottlenecksText.NumberOf(value), skipInputValidation: true);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
        });
    }
}
