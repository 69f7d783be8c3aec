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

    [Theory]
    [InlineData("Café", "Café")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData(" Crème brûlée ", "Crème brûlée")]
    [InlineData("Müller-Thurgau", "Müller-Thurgau")]
    [InlineData("Ünal (2)", "Ünal (2)")]
    [InlineData("𝒜lpha", "𝒜lpha")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("Roses – red", "roses red")]
    [InlineData("Vie\u0323\u0302t", "Việt")]
    [InlineData("Vie\u0302\u0323t", "Việt")]
    [InlineData("Vi\u00EA\u0323t", "Việt")]
    [InlineData("\u304B\u3099", "が")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\u0438\u0306", "й")]
    [InlineData("\u212Bngström", "Ångström")]
    public void ANameKeepsItsLetters(string folderName, string label) => LabelRule.LabelsOf([folderName]).ShouldBe([label]);

    [Fact]
    public void TwoSpellingsOfOneNameAreTwoLabels() => LabelRule.LabelsOf(["Café", "Cafe\u0301"]).ShouldBe(["Café", "Cafe\u0301"]);

    [Fact]
    public void DifferentNamesNeverShareALabel() =>
        Gen.String[Gen.Char["aAbB -_éE\u0301\u0130\u212A\u00A01\uD83D\uDE00"], 1, 4].HashSet[1, 12].Sample(names =>
        {
            IReadOnlyList<string> labels = LabelRule.LabelsOf([.. names]);
            labels.Distinct().Count().ShouldBe(names.Count);
        });
}
