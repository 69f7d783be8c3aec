using System.Text.Json;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A line that label_image --json prints.</summary>
internal sealed record LabelledImage(string Path, Dictionary<string, float> Scores)
{
    public static LabelledImage Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement image = document.RootElement;
        return new(
            image.GetProperty("image").GetString()!,
            image.GetProperty("predictions").EnumerateArray().ToDictionary(
                prediction => prediction.GetProperty("label").GetString()!,
                prediction => prediction.GetProperty("probability").GetSingle()));
    }
}
