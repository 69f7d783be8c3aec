using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Inspection;
using OnnxType = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types.DataType;

namespace Retrain.Training.Tests.Inspection;

public sealed class GraphInspectionTests
{
    private const int Mutants = 500;

    [Fact]
    public void ADamagedOnnxModelIsDescribedOrRefused() =>
        InspectMutants(ModelProto.Parser, "nchw_dyn.onnx", "uint8_in.onnx", "argmax.onnx", "noshape.onnx");

    [Fact]
    public void ADamagedGraphIsDescribedOrRefused() =>
        InspectMutants(GraphDef.Parser, "ph_unknown_rank.pb", "switch_placeholder.pb", "uint8_in.pb", "gap_slice.pb");

    [Fact]
    public void ConstantsThatClaimToBeHugeAreCounted()
    {
        byte[] bytes = new OnnxModelBuilder().Input(OnnxType.Float, 1, 3, 8, 8).Scalar("a", 1)
            .Node("Add", "y", "image", "a").Output("y", OnnxType.Float, 1, 3, 8, 8).ToBytes();
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        model.Graph.Initializer[0].Dims.Add([long.MaxValue, 3, long.MaxValue]);
        model.Graph.Initializer.Add(model.Graph.Initializer[0].Clone());
        model.Graph.Initializer[1].Name = "b";

        GraphInspection inspection = GraphInspection.Of(NetworkFile.Parse(model.ToByteArray(), "huge.onnx"), null, null);

        inspection.Contents.ParameterCount.ShouldBe(long.MaxValue);
        inspection.Problems.ShouldContain(problem => problem.Code == "RT2010");
    }

    // 196 patches of 16 x 16 x 3 become 48 values; two layers project 197 tokens four times, look from each at each, and have a layer of
    // 96 values. ONNX Runtime infers none of these shapes, as the network takes images of any size.
    [Theory]
    [InlineData("vit_feature_extraction/model.onnx", 0)]
    [InlineData("vit_quantized_dynamic/onnx/model_quantized.onnx", 0)]
    [InlineData("vit_image_classification/model.onnx", 48 * 1000)]
    public void MultiplyAddsOfTransformersForAnySizeAreCounted(string file, long classifier)
    {
        const long Patches = 196L * 16 * 16 * 3 * 48;
        const long Layer = (4L * 197 * 48 * 48) + (2L * 197 * 197 * 48) + (2L * 197 * 48 * 96);
        string path = ReferenceData.PathOf($"reference/hf_models/{file}");

        GraphInspection inspection = GraphInspection.Of(NetworkFile.Parse(File.ReadAllBytes(path), path), null, new(224, 224));

        inspection.MultiplyAdds.ShouldBe(Patches + (2 * Layer) + classifier);
    }

    private static void InspectMutants(MessageParser parser, params string[] files)
    {
        byte[][] seeds = [.. files.Select(file => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Networks", file)))];
        MessageMutation mutation = new(new Random(1));
        int described = 0;
        for (int i = 0; i < Mutants; i++)
        {
            IMessage mutant = parser.ParseFrom(seeds[i % seeds.Length]);
            mutation.Apply(mutant);
            try
            {
                _ = GraphInspection.Of(NetworkFile.Parse(mutant.ToByteArray(), "mutant"), null, new(32, 32));
                described++;
            }
            catch (RetrainException refusal)
            {
                refusal.Diagnostic.Code.ShouldStartWith("RT2");
            }
        }

        described.ShouldBeGreaterThan(Mutants / 8);
    }
}
