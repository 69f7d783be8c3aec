using System.Text;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Decisions;

namespace Retrain.Training.Tests.Decisions;

public sealed class DecisionsFileTests : IDisposable
{
    private const string One = "1111111111111111111111111111111111111111111111111111111111111111";
    private const string Other = "2222222222222222222222222222222222222222222222222222222222222222";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ReadsLabelsAndRemovals()
    {
        string twice = $$"""{"digest": "{{Other}}", "remove": true}""";

        DecisionsFile file = Read($$"""{"digest": "{{One}}", "label": "caf\u00e9"}, {{twice}}, {{twice}}""");

        file.Decisions.Values.Select(decision => (decision.Image.ToString(), decision.Label))
            .ShouldBe([(One, "café"), (Other, null)]);
        file.Digest.ShouldNotBe(Read("").Digest);
    }

    [Theory]
    [InlineData("""{"digest": "12", "remove": true}""", "decision 1 no digest")]
    [InlineData("""{"digest": "gg11111111111111111111111111111111111111111111111111111111111111", "remove": true}""", "no digest")]
    [InlineData("""{"digest": 7, "remove": true}""", "no digest")]
    [InlineData("""{"remove": true}""", "no digest")]
    [InlineData($$"""{"digest": "{{One}}"}""", "neither a label nor")]
    [InlineData($$"""{"digest": "{{One}}", "label": ""}""", "neither a label nor")]
    [InlineData($$"""{"digest": "{{One}}", "label": 5}""", "neither a label nor")]
    [InlineData($$"""{"digest": "{{One}}", "remove": false}""", "neither a label nor")]
    [InlineData($$"""{"digest": "{{One}}", "remove": true, "label": "roses"}""", "neither a label nor")]
    [InlineData($$"""{"digest": "{{One}}", "labels": "roses"}""", "the unknown member 'labels'")]
    [InlineData($$"""{"digest": "{{One}}", "label": "a", "label": "b"}""", "a member twice")]
    [InlineData($$"""{"digest": "{{One}}", "label": "\ud800"}""", "not Unicode")]
    [InlineData("5", "decision 1 is not a JSON object")]
    [InlineData("{", "not valid JSON (line 1)")]
    public void RefusesAnythingElse(string entries, string reason)
    {
        RetrainException refused = Should.Throw<RetrainException>(() => Read(entries));

        refused.Diagnostic.Code.ShouldBe("RT4050");
        refused.Diagnostic.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "formatVersion 1.0.0")]
    [InlineData("""{"formatVersion": "2.0.0", "decisions": []}""", "formatVersion 1.0.0")]
    [InlineData("""{"formatVersion": "1.0.0"}""", "no list of decisions")]
    [InlineData("""{"formatVersion": "1.0.0", "decisions": [], "more": 1}""", "unknown member 'more'")]
    [InlineData("", "not valid JSON")]
    public void RefusesOtherFiles(string text, string reason)
    {
        File.WriteAllText(Path, text);

        Should.Throw<RetrainException>(() => DecisionsFile.Read(Path)).Diagnostic.Message.ShouldContain(reason);
    }

    [Fact]
    public void RefusesTwoDecisionsAboutOnePhoto() =>
        Should.Throw<RetrainException>(() => Read($$"""{"digest": "{{One}}", "label": "a"}, {"digest": "{{One}}", "remove": true}"""))
            .Diagnostic.Code.ShouldBe("RT4051");

    [Fact]
    public void ReadsATextThatBeginsWithAMark()
    {
        File.WriteAllText(Path, """{"formatVersion": "1.0.0", "decisions": []}""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        DecisionsFile.Read(Path).Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void SaysWhatCannotBeRead()
    {
        Should.Throw<RetrainException>(() => DecisionsFile.Read(Path)).Diagnostic.Code.ShouldBe("RT4050");
        Should.Throw<RetrainException>(() => DecisionsFile.Read(folder.Path)).Diagnostic.Message.ShouldContain("it is a folder");
    }

    private string Path => folder.PathOf("decisions.json");

    private DecisionsFile Read(string entries)
    {
        File.WriteAllText(Path, $$"""{"formatVersion": "1.0.0", "decisions": [{{entries}}]}""");
        return DecisionsFile.Read(Path);
    }
}
