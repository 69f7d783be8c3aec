using Retrain.Tool.Projects;

namespace Retrain.Tool.Tests.Projects;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("flower_photos", "FlowerPhotos")]
    [InlineData("road-signs 2", "RoadSigns2")]
    [InlineData("2024_photos", "Photos")]
    [InlineData("3dmodels", "Dmodels")]
    [InlineData("iOSIcons", "IOSIcons")]
    [InlineData("バラ", "バラ")]
    [InlineData("123", null)]
    [InlineData("", null)]
    public void NamesAreInPascalCase(string folderName, string? expected) => ModelName.From(folderName).ShouldBe(expected);

    [Theory]
    [InlineData("Flowers", "flowers")]
    [InlineData("Event", "@event")]
    [InlineData("Record", "@record")]
    [InlineData("road-signs", "roadSigns")]
    [InlineData("バラ", "バラ")]
    public void VariablesAreValidInCSharp(string name, string expected) => ModelName.Variable(name).ShouldBe(expected);
}
