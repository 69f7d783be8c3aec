using CsCheck;
using NuGet.Versioning;
using Retrain.Runtime.Models;
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

    [Fact]
    public void VersionsAreThoseOfSemVer()
    {
        SemanticVersion first = new(1, 0, 0);
        SemanticVersion unknown = new(2, 0, 0, "0");
        Gen<string> word = OneOf("0", "1", "2", "00", "01", "10", "2147483648", "", "a", "-", "0a", "rc-1", "é", " 1", "_");
        Gen<string> dotted = word.Array[1, 3].Select(words => string.Join('.', words));
        Gen<string> numbers = Gen.Frequency(
            (4, Gen.Int[0, 3].Array[3].Select(parts => string.Join('.', parts))),
            (1, word.Array[1, 4].Select(words => string.Join('.', words))));
        Gen<string> preview = Gen.OneOf(Gen.Const(""), dotted.Select(words => $"-{words}"));
        Gen<string> build = Gen.OneOf(Gen.Const(""), dotted.Select(words => $"+{words}"));
        Gen<string> versions = Gen.Select(numbers, preview, build, build).Select(
            (core, before, metadata, more) => core + before + metadata + more);

        versions.Sample(
            text => Outcome(text).ShouldBe(!SemanticVersion.TryParse(text, out SemanticVersion? version) ? "RT2019"
                : version < first || version >= unknown ? "RT2020" : null),
            iter: 20_000);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.OneOf(Array.ConvertAll<string, IGen<string>>(texts, Gen.Const));

    private static string? Outcome(string version)
    {
        try
        {
            FormatVersion.Check(version, "7.1.0", "m.json");
            return null;
        }
        catch (RetrainException exception)
        {
            return exception.Diagnostic.Code;
        }
    }

    private static string Manifest(string version) => $$"""{ "formatVersion": "{{version}}", "engineVersion": "7.1.0" }""";

    private static string Refused(string manifest, string code)
    {
        RetrainException exception =
            Should.Throw<RetrainException>(() => ImageClassifier.Load(ResourceAssembly.WithFlowers(manifest), "Flowers"));
        exception.Diagnostic.Code.ShouldBe(code);
        return exception.Message;
    }
}
