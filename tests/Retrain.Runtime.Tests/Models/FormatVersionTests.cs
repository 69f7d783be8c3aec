using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Models;

public sealed class FormatVersionTests
{
    [Theory]
    [InlineData("1.0.0")]
    [InlineData("1.0.1-beta.2")]
    [InlineData("1.99.7+build.5")]
    public void TheKnownMajorVersionIsRead(string version)
    {
        using ImageClassifier classifier = ImageClassifier.Load(ResourceAssembly.WithFlowers(Manifest(version)), "Flowers");

        classifier.Labels.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("2.0.0")]
    [InlineData("2.0.0-preview.1")]
    [InlineData("10.1.0")]
    public void ALaterOneAsksForALaterRuntime(string version) => Refused(Manifest(version), "RT2020").ShouldBe(
        $"FlowerApp/Flowers.manifest.json : error RT2020: the model has format {version}, written by version 7.1.0, "
        + "but this Retrain.Runtime reads formats from 1.0.0 to below 2.0.0; update the package Retrain.Runtime.");

    [Theory]
    [InlineData("0.9.0")]
    [InlineData("1.0.0-rc.1")]
    public void AnEarlierOneAsksToTrainAgain(string version) => Refused(Manifest(version), "RT2020").ShouldBe(
        $"FlowerApp/Flowers.manifest.json : error RT2020: the model has format {version}, written by version 7.1.0, "
        + "but this Retrain.Runtime reads formats from 1.0.0 to below 2.0.0; "
        + "update the package Retrain.MSBuild and rebuild the project that trains the model.");

    [Theory]
    [InlineData("", "is not valid JSON (line 1) or is truncated")]
    [InlineData("{ \"formatVersion\": \"1.0.0\",\n", "is not valid JSON (line 2) or is truncated")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "has no formatVersion")]
    [InlineData("{ \"formatVersion\": 1 }", "has no formatVersion")]
    [InlineData("{ \"formatVersion\": \"1.0\" }", "has the formatVersion '1.0', which is not a version such as 1.0.0")]
    [InlineData("{ \"formatVersion\": \"latest\" }", "has the formatVersion 'latest', which is not a version such as 1.0.0")]
    public void ADamagedManifestIsRefused(string manifest, string reason) => Refused(manifest, "RT2019").ShouldBe(
        $"FlowerApp/Flowers.manifest.json : error RT2019: the model's manifest {reason}; "
        + "rebuild the project that trains the model, with the package Retrain.MSBuild.");

    private static string Manifest(string version) => $$"""{ "formatVersion": "{{version}}", "engineVersion": "7.1.0" }""";

    private static string Refused(string manifest, string code)
    {
        RetrainException exception =
            Should.Throw<RetrainException>(() => ImageClassifier.Load(ResourceAssembly.WithFlowers(manifest), "Flowers"));
        exception.Diagnostic.Code.ShouldBe(code);
        return exception.Message;
    }
}
