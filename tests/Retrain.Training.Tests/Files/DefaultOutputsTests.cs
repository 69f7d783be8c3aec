using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

/// <summary>Users of one machine share its temporary folder, where the default outputs lie.</summary>
public sealed class DefaultOutputsTests : IDisposable
{
    private readonly List<string> made = [];

    public void Dispose() => made.ForEach(File.Delete);

    [Theory]
    [InlineData("output_graph.pb", "--output_graph")]
    [InlineData("output_graph.onnx", "--output_graph")]
    [InlineData("output_labels.txt", "--output_labels")]
    [InlineData("manifest.json", "--output_manifest")]
    [InlineData("intermediate_graph", "--intermediate_output_graphs_dir")]
    public void OfAnotherUserAreRefusedWithTheFlagToGive(string name, string flag)
    {
        OutputOptions options = name.EndsWith(".onnx", StringComparison.Ordinal) ? new() { Graph = InTemp(name) } : new();
        DefaultOutputs.RequireOwn(options, storesIntermediateGraphs: true);

        OtherUser.GetsOwner(Make(name));

        RetrainException refused = Should.Throw<RetrainException>(() => DefaultOutputs.RequireOwn(options, storesIntermediateGraphs: true));
        refused.Diagnostic.Code.ShouldBe("RT4014");
        refused.Message.ShouldStartWith($"{InTemp(name)} : error RT4014: belongs to another user");
        refused.Message.ShouldEndWith($"with {flag}.");
    }

    [Fact]
    public void OfAnotherUserDoNotMatterWhereOthersAreNamed()
    {
        OtherUser.GetsOwner(Make("output_graph.pb"));
        OtherUser.GetsOwner(Make("manifest.json"));
        OtherUser.GetsOwner(Make("intermediate_graph"));

        DefaultOutputs.RequireOwn(new() { Graph = "my.pb" }, storesIntermediateGraphs: false);
    }

    [Theory]
    [InlineData("output_graph.pb", "manifest.json")]
    [InlineData("model/output_graph.onnx", "model/manifest.json")]
    [InlineData("model/flowers.v2.pb", "model/flowers.v2.manifest.json")]
    [InlineData("flowers", "flowers.manifest.json")]
    public void GiveEachGraphAManifestOfItsOwn(string graph, string manifest) =>
        new OutputOptions { Graph = graph }.Manifest.Replace('\\', '/').ShouldBe(manifest);

    private string Make(string name)
    {
        made.Add(InTemp(name));
        File.WriteAllText(InTemp(name), "theirs");
        return InTemp(name);
    }

    private static string InTemp(string name) => Path.Combine(Path.GetTempPath(), name);
}
