using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Models;

/// <summary>The manifest beside a graph shows whether graph and labels were written together.</summary>
public sealed class ModelFilesTests : IDisposable
{
    private static readonly byte[] OtherGraph = SmallModel.Write("other_input", "final_result");
    private static readonly byte[] OtherOrder = Encoding.UTF8.GetBytes(string.Join('\n', SmallModel.Labels.Reverse()) + "\n");

    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> reported = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("flowers.manifest.json")]
    [InlineData("manifest.json")]
    public void OfOneTrainingAreLoaded(string manifest)
    {
        Write(SmallModel.Graph, SmallModel.LabelsFile).Write(manifest, ManifestOf(SmallModel.Graph, SmallModel.LabelsFile));

        Load().ShouldBeNull();
        reported.ShouldBeEmpty();
    }

    [Fact]
    public void AreThoseOfTheOnnxModelToo()
    {
        byte[] manifest = Encoding.UTF8.GetBytes(
            $$"""
            { "formatVersion": "1.1.0", "engineVersion": "1.0.0", "sha256": { "graph": "{{Sha256(OtherGraph)}}",
              "onnx": "{{Sha256(SmallModel.Graph)}}", "labels": "{{Sha256(SmallModel.LabelsFile)}}" } }
            """);
        Write(SmallModel.Graph, SmallModel.LabelsFile).Write("flowers.manifest.json", manifest);

        Load().ShouldBeNull();
    }

    [Fact]
    public void WithLabelsInAnotherOrderAreRefused()
    {
        Write(SmallModel.Graph, OtherOrder).Write("flowers.manifest.json", ManifestOf(SmallModel.Graph, SmallModel.LabelsFile));

        Diagnostic refused = Load().ShouldNotBeNull();

        refused.Code.ShouldBe("RT2017");
        refused.Origin.ShouldBe(folder.PathOf("flowers.txt"));
    }

    [Fact]
    public void WithAnotherGraphAreRefused()
    {
        Write(OtherGraph, SmallModel.LabelsFile).Write("manifest.json", ManifestOf(SmallModel.Graph, SmallModel.LabelsFile));

        Diagnostic refused = Load().ShouldNotBeNull();

        refused.Code.ShouldBe("RT2024");
        refused.Origin.ShouldBe(folder.PathOf("manifest.json"));
    }

    [Fact]
    public void AManifestOfAnotherModelIsIgnoredWithALine()
    {
        Write(SmallModel.Graph, SmallModel.LabelsFile).Write("manifest.json", ManifestOf(OtherGraph, OtherOrder));

        Load().ShouldBeNull();
        reported.ShouldHaveSingleItem().ToString().ShouldStartWith($"{folder.PathOf("manifest.json")} : warning RT2024: ");
    }

    [Fact]
    public void TheManifestOfTheGraphsOwnNameComesFirst()
    {
        Write(SmallModel.Graph, SmallModel.LabelsFile)
            .Write("flowers.manifest.json", ManifestOf(SmallModel.Graph, SmallModel.LabelsFile))
            .Write("manifest.json", ManifestOf(OtherGraph, SmallModel.LabelsFile));

        Load().ShouldBeNull();
        reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "name": "my web app" }""")]
    [InlineData("no JSON")]
    [InlineData("")]
    [InlineData("""{ "formatVersion": "1.0.0", "engineVersion": "1.0.0" }""")]
    public void AManifestWithoutDigestsChangesNothing(string manifest)
    {
        Write(SmallModel.Graph, OtherOrder).Write("manifest.json", Encoding.UTF8.GetBytes(manifest));

        Load().ShouldBeNull();
        reported.ShouldBeEmpty();
    }

    [Fact]
    public void ADamagedManifestOfTheGraphsOwnNameIsIgnoredWithALine()
    {
        Write(SmallModel.Graph, SmallModel.LabelsFile).Write("flowers.manifest.json", "{"u8);

        Load().ShouldBeNull();
        reported.ShouldHaveSingleItem().Code.ShouldBe("RT2019");
    }

    /// <summary>A training that is killed between two renames leaves some files of the training before.</summary>
    [Theory]
    [MemberData(nameof(Mixtures))]
    public void OfTwoTrainingsAreNeverLoadedTogether(bool newGraph, bool newLabels, bool newManifest)
    {
        byte[] graph = newGraph ? OtherGraph : SmallModel.Graph;
        byte[] labels = newLabels ? OtherOrder : SmallModel.LabelsFile;
        Write(graph, labels).Write(
            "manifest.json", newManifest ? ManifestOf(OtherGraph, OtherOrder) : ManifestOf(SmallModel.Graph, SmallModel.LabelsFile));

        (Load() is null).ShouldBe(newGraph == newLabels);
    }

    [Theory]
    [InlineData("flowers.pb")]
    [InlineData("flowers.txt")]
    public async Task APipeIsNotWaitedFor(string name)
    {
        Write(SmallModel.Graph, SmallModel.LabelsFile);
        File.Delete(folder.PathOf(name));
        NamedPipe.Create(folder.PathOf(name));

        Diagnostic? refused = await Task.Run(Load).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        refused.ShouldNotBeNull().Message.ShouldContain("is empty, or is a pipe, a socket or a device");
    }

    [Fact]
    public void LabelsOfThreeGigabytesAreNotRead()
    {
        Write(SmallModel.Graph, []);
        using (FileStream file = File.OpenWrite(folder.PathOf("flowers.txt")))
        {
            file.SetLength(3L << 30); // it takes no room on the disk
        }

        Diagnostic refused = Load().ShouldNotBeNull();

        refused.Code.ShouldBe("RT2016");
        refused.Message.ShouldContain("it has 3221225472 bytes, and at most");
    }

    /// <summary>Whatever a manifest's bytes are, reading it gives the manifest or a message with a code.</summary>
    [Fact]
    public void AManifestOfAnyBytesIsReadOrRefused()
    {
        byte[] whole = ManifestOf(SmallModel.Graph, SmallModel.LabelsFile);
        Gen<int> places = Gen.Int[0, whole.Length - 1];
        Gen<int> pieces = Gen.Int[0, Pieces.Length - 1];
        Gen<byte[]> mutants = Gen.Select(places, pieces, Gen.Int[0, 12], (at, piece, removed) =>
            (byte[])[.. whole[..at], .. Pieces[piece], .. whole[Math.Min(whole.Length, at + removed)..]]);

        mutants.Sample(
            mutant =>
            {
                try
                {
                    Manifest.Parse(mutant, "manifest.json");
                }
                catch (RetrainException exception)
                {
                    exception.Diagnostic.Code.ShouldBeOneOf("RT2019", "RT2020");
                }

                _ = Manifest.IsOne(mutant);
            },
            iter: 5_000);
    }

    public static MatrixTheoryData<bool, bool, bool> Mixtures => new([false, true], [false, true], [false, true]);

    private static byte[][] Pieces =>
    [
        [], "\\ud800"u8.ToArray(), "\\u"u8.ToArray(), [0xFF], [0xED, 0xA0, 0x80], "\""u8.ToArray(), "{"u8.ToArray(), "["u8.ToArray(),
        "null"u8.ToArray(),
        "99999999999999999999"u8.ToArray(), "1e999"u8.ToArray(), ","u8.ToArray(), [0], Encoding.UTF8.GetBytes(new string('[', 100)),
    ];

    private static byte[] ManifestOf(byte[] graph, byte[] labels) => Encoding.UTF8.GetBytes(
        $$"""
        { "formatVersion": "1.1.0", "engineVersion": "1.0.0", "sha256": { "graph": "{{Sha256(graph)}}", "labels": "{{Sha256(labels)}}" },
          "backbone": { "inputTensor": "input" }, "options": { "final_tensor_name": "final_result" } }
        """);

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private TemporaryFolder Write(byte[] graph, byte[] labels) => folder.Write("flowers.pb", graph).Write("flowers.txt", labels);

    private Diagnostic? Load()
    {
        try
        {
            ImageClassifier.Load(folder.PathOf("flowers.pb"), folder.PathOf("flowers.txt"), null, reported.Add).Dispose();
            return null;
        }
        catch (RetrainException exception)
        {
            return exception.Diagnostic;
        }
    }
}
