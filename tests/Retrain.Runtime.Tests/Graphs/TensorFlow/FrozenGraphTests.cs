using Google.Protobuf;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.TensorFlow;

public sealed class FrozenGraphTests
{
    private static FrozenGraph Small => new GraphBuilder().Placeholder("input", -1, 4).Node("layer/Relu", "Relu", "input").Build();

    [Theory]
    [InlineData("layer/Relu")]
    [InlineData("layer/Relu:0")]
    [InlineData("^layer/Relu")]
    public void NodesAreFoundByNodeAndTensorName(string name) => Small.Node(name).Op.ShouldBe("Relu");

    [Theory]
    [InlineData("imput:0", "'input'")]
    [InlineData("Relu", "'layer/Relu'")]
    [InlineData("layer/relu", "'layer/Relu'")]
    public void AMistypedNameIsAnsweredWithTheNearest(string name, string nearest)
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => Small.Node(name));

        refusal.Diagnostic.Code.ShouldBe("RT2003");
        refusal.Diagnostic.Message.ShouldContain(name);
        refusal.Diagnostic.Message.ShouldContain(nearest);
    }

    [Theory]
    [InlineData("x", "x", 0, "x")]
    [InlineData("x:0", "x", 0, "x")]
    [InlineData("a/b:12", "a/b", 12, "a/b:12")]
    [InlineData("^x", "x", TensorName.Control, "^x")]
    public void TensorNamesHaveOneShortestSpelling(string text, string node, int output, string shortest)
    {
        TensorName name = TensorName.Parse(text);

        name.ShouldBe(new TensorName(node, output));
        name.ToString().ShouldBe(shortest);
    }

    [Fact]
    public void WhatWeDoNotKnowSurvivesReadingAndWriting()
    {
        byte[] library = [0x12, 0x02, 0x08, 0x07]; // GraphDef.library (field 2), which our .proto leaves out
        byte[] debugInfo = [0x32, 0x01, 0x41]; // NodeDef.experimental_debug_info (field 6)
        byte[] node = [0x0A, 0x01, (byte)'x', 0x12, 0x04, (byte)'N', (byte)'o', (byte)'O', (byte)'p', .. debugInfo];
        byte[] bytes = [0x0A, (byte)node.Length, .. node, .. library];

        FrozenGraph graph = FrozenGraph.Parse(bytes, origin: null);

        graph.Definition.ToByteArray().ShouldBe(bytes);
    }

    [Fact]
    public void NodesComeAfterWhatTheyRead()
    {
        FrozenGraph graph = new GraphBuilder().Node("c", "Add", "b", "a").Node("b", "Neg", "a").Node("unused", "Neg", "a")
            .Placeholder("a", 1).Build();

        graph.NodesFor([TensorName.Parse("c")], new HashSet<TensorName>()).Select(node => node.Name).ShouldBe(["a", "b", "c"]);
        graph.NodesFor([TensorName.Parse("c")], new HashSet<TensorName> { new("b", 0) }).Select(node => node.Name).ShouldBe(["a", "c"]);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => FrozenGraph.Load("no/such/graph.pb"));

        refusal.Diagnostic.ToString().ShouldBe(
            "no/such/graph.pb : error RT2002: the graph cannot be read: the file does not exist; check the path and its permissions.");
    }

    [Fact]
    public void ASavedModelFolderIsRecognised()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("saved_model");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "saved_model.pb"), [0x08, 0x01, 0x12, 0x00]);

            Should.Throw<RetrainException>(() => FrozenGraph.Load(folder.FullName)).Diagnostic.Message.ShouldContain("SavedModel");
            Should.Throw<RetrainException>(() => FrozenGraph.Load(Path.Combine(folder.FullName, "saved_model.pb")))
                .Diagnostic.Message.ShouldContain("SavedModel");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AnOnnxModelIsRecognised()
    {
        Retrain.Runtime.Graphs.Onnx.Protos.ModelProto model = new() { IrVersion = 8, ProducerName = "test" };

        Should.Throw<RetrainException>(() => FrozenGraph.Parse(model.ToByteArray(), origin: null))
            .Diagnostic.Message.ShouldStartWith("this is an ONNX model");
    }

    [Fact]
    public void EveryPrefixOfAGraphIsReadOrRefusedWithADiagnostic()
    {
        GraphDef graph = Small.Definition;
        byte[] bytes = graph.ToByteArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            try
            {
                FrozenGraph.Parse(bytes.AsSpan(0, length), origin: null).Definition.Node.Count.ShouldBeLessThan(graph.Node.Count);
            }
            catch (RetrainException refusal)
            {
                refusal.Diagnostic.Code.ShouldBe("RT2001");
            }
        }
    }
}
