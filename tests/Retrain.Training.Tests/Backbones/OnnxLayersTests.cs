using Retrain.Runtime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Training.Backbones;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Tests.Backbones;

public sealed class OnnxLayersTests
{
    [Fact]
    public void DamagedBytesGiveNothingButAProblem()
    {
        byte[] bytes = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Node("GlobalAveragePool", "p", "image")
            .Node("Flatten", "f", "p").Weights("w", 3, 2).Node("MatMul", "y", "f", "w").Output("y", DataType.Float, 1, 2).ToBytes();
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(4, damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                OnnxModel model = OnnxModel.Parse(damaged, "damaged.onnx");
                NetworkLayers layers = NetworkLayers.Of(model);
                foreach (string result in model.Results)
                {
                    layers.LayerOf(result);
                }
            }
            catch (RetrainException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(500, 4500);
    }
}
