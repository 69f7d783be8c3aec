using System.Text.Json;
using CsCheck;
using Retrain.Training.Categories;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Categories;

public sealed class LabelRuleTests
{
    public static TheoryData<string, string> RetrainPyLabels()
    {
        TheoryData<string, string> rows = [];
        foreach (JsonElement row in GoldenFiles.Json("split.json").GetProperty("labels").EnumerateArray())
        {
            rows.Add(row.GetProperty("dir").GetString()!, row.GetProperty("label").GetString()!);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(RetrainPyLabels))]
    public void OneNameGetsRetrainPysLabel(string folderName, string label) => LabelRule.Simplify(folderName).ShouldBe(label);

    [Fact]
    public void NamesThatWouldCollideKeepTheirSpelling() =>
        LabelRule.LabelsOf(["Roses!", "oak tree", "roses.", "Oak"]).ShouldBe(["Roses!", "oak tree", "roses.", "oak"]);

    [Fact]
    public void NamesThatWouldVanishKeepTheirSpelling() => LabelRule.LabelsOf(["バラ", "rose"]).ShouldBe(["バラ", "rose"]);

    [Fact]
    public void DifferentNamesNeverShareALabel() =>
        Gen.String[Gen.Char["aAbB -_é\u0130\u212A1"], 1, 4].HashSet[1, 12].Sample(names =>
        {
            IReadOnlyList<string> labels = LabelRule.LabelsOf([.. names]);
            labels.Distinct().Count().ShouldBe(names.Count);
        });
}
