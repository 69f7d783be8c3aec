using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Manifests;

namespace Retrain.Training.Tests.Manifests;

public sealed class ExistingManifestTests : IDisposable
{
    private const long ThreeGigabytes = 3L << 30;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("""{ "formatVersion": "1.0.0", "engineVersion": "1.0.0" }""")]
    [InlineData("""{ "formatVersion": "7.0.0", "engineVersion": "7.1.0", "later": [] }""")]
    public void OfOursIsReplaced(string content)
    {
        folder.Write("manifest.json", System.Text.Encoding.UTF8.GetBytes(content));

        ExistingManifest.RequireOurs(folder.PathOf("manifest.json"), "--output_manifest");
    }

    [Theory]
    [InlineData("""{ "name": "my web app" }""")]
    [InlineData("""{ "\ud800": 1, "formatVersion": "1.0.0" }""")]
    [InlineData("""{ "formatVersion": "\ud800", "engineVersion": "1.0.0" }""")]
    [InlineData("not JSON")]
    public void OfAnotherProgramIsNotReplaced(string content)
    {
        folder.Write("manifest.json", System.Text.Encoding.UTF8.GetBytes(content));

        Refusal().ShouldEndWith("choose another file with --output_manifest.");
    }

    [Fact]
    public void OfThreeGigabytesIsNotRead()
    {
        using (FileStream file = File.Create(folder.PathOf("manifest.json")))
        {
            file.SetLength(ThreeGigabytes); // it takes no room on the disk
        }

        Refusal();
    }

    [Fact]
    public void ALinkToNothingIsNoManifestAndALinkToItselfNoPath()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        File.CreateSymbolicLink(folder.PathOf("to_nothing"), folder.PathOf("nothing/there"));
        File.CreateSymbolicLink(folder.PathOf("to_itself"), folder.PathOf("to_itself"));

        ExistingManifest.RequireOurs(folder.PathOf("to_nothing"), "--output_manifest");

        Should.Throw<RetrainException>(() => ExistingManifest.RequireOurs(folder.PathOf("to_itself"), "--output_manifest"))
            .Diagnostic.Code.ShouldBe("RT4007");
    }

    private string Refusal()
    {
        RetrainException refused =
            Should.Throw<RetrainException>(() => ExistingManifest.RequireOurs(folder.PathOf("manifest.json"), "--output_manifest"));
        refused.Diagnostic.Code.ShouldBe("RT4013");
        return refused.Message;
    }
}
