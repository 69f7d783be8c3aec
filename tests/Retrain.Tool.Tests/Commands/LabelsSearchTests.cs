using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;

namespace Retrain.Tool.Tests.Commands;

/// <summary>A graph whose labels no flag names has those that lie beside it.</summary>
public sealed class LabelsSearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("output_graph.pb", "output_labels.txt")]
    [InlineData("output_graph.onnx", "output_labels.txt")]
    [InlineData("Flowers.output_graph.pb", "Flowers.output_labels.txt")]
    [InlineData("flowers.pb", "flowers.txt")]
    [InlineData("flowers.pb", "flowers_labels.txt")]
    [InlineData("flowers.v2.pb", "flowers.v2.labels.txt")]
    [InlineData("retrained.pb", "output_labels.txt")]
    [InlineData("retrained.pb", "labels.txt")]
    public void HaveARelatedName(string graph, string labels)
    {
        folder.Write("notes.txt", "no labels"u8).Write(labels, "daisy\n"u8);

        Find(graph).ShouldBe(folder.PathOf(labels));
    }

    [Theory]
    [InlineData("flowers.pb", "flowers.manifest.json")]
    [InlineData("output_graph.pb", "manifest.json")]
    [InlineData("Flowers.output_graph.pb", "Flowers.manifest.json")]
    public void HaveTheDigestThatTheManifestNames(string graph, string manifest)
    {
        folder.Write("any name.txt", "daisy\n"u8).Write("flower.txt", "other\n"u8);
        folder.Write(manifest, Encoding.UTF8.GetBytes(
            $$"""
            { "formatVersion": "1.1.0", "engineVersion": "1.0.0",
              "sha256": { "graph": "00", "labels": "{{Convert.ToHexStringLower(SHA256.HashData("daisy\n"u8))}}" } }
            """));

        Find(graph).ShouldBe(folder.PathOf("any name.txt"));
    }

    [Fact]
    public void AreAskedForWhereNoneLieThere()
    {
        folder.Write("notes.txt", "no labels"u8);

        Should.Throw<RetrainException>(() => Find("flowers.pb")).Message.ShouldBe(
            $"error RT4004: --labels is missing; name the labels of '{folder.PathOf("flowers.pb")}', beside which there are none.");
    }

    private string Find(string graph) => LabelsSearch.Beside(folder.PathOf(graph), "--labels");
}
