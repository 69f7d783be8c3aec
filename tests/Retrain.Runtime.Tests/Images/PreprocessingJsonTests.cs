using System.Text.Json.Nodes;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Images;

public sealed class PreprocessingJsonTests
{
    private static readonly Preprocessing Sample = Preprocessing.Legacy(224, 192, new Normalization(127, 128)) with
    {
        Resize = new ResizeRule(ResizeKind.ShorterEdge, 256, 256),
        Filter = ResizeFilter.Bicubic,
        FirstCrop = (230, 240),
    };

    [Fact]
    public void WhatIsWrittenIsRead() => PreprocessingJson.Read(PreprocessingJson.Write(Sample)).ShouldBe(Sample);

    // A graph comes from anyone; Enum.Parse would take the numbers and lists among these for words.
    [Fact]
    public void NoOtherWordOrKindOfValueIsTaken()
    {
        string[] values =
        [
            """ "99" """, """ "-1" """, """ "0" """, """ "Legacy, Box" """, """ "bicubic" """, """ "" """, "null", "7", "[]", "{}",
            "[0, 0]",
        ];
        foreach ((string name, _) in JsonNode.Parse(PreprocessingJson.Write(Sample))!.AsObject())
        {
            foreach (string value in values)
            {
                JsonObject damaged = JsonNode.Parse(PreprocessingJson.Write(Sample))!.AsObject();
                damaged[name] = JsonNode.Parse(value);

                PreprocessingJson.Read(damaged.ToJsonString()).ShouldBeNull($"{name}: {value}");
            }
        }
    }
}
