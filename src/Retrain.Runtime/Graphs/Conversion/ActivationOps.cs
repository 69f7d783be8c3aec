using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Activations that need more than <see cref="ElementwiseOps.Unary"/>.</summary>
internal static class ActivationOps
{
    /// <summary>Relu6(features: T) -> activations: T</summary>
    public static OnnxValue[] Relu6(OpNode node)
    {
        OnnxValue features = node.Input(0, "T");
        string clipped = node.Emit(
            "Clip", [features.In(features.Layout), node.EmitScalar(0, features.Type), node.EmitScalar(6, features.Type)]);
        return [node.Result(clipped, features.Type, features.Shape, features.Layout)];
    }

    /// <summary>LeakyRelu(features: T, alpha = 0.2) -> activations: T. TensorFlow's default slope is 0.2, ONNX's 0.01.</summary>
    public static OnnxValue[] LeakyRelu(OpNode node)
    {
        OnnxValue features = node.Input(0, "T");
        float alpha = node.Attributes.Float("alpha", ifAbsent: 0.2f);
        string activations = node.Emit("LeakyRelu", [features.In(features.Layout)], OnnxAttribute.Of("alpha", alpha));
        return [node.Result(activations, features.Type, features.Shape, features.Layout)];
    }

    /// <summary>Softmax(logits: T) -> softmax: T and LogSoftmax, over the last axis.</summary>
    public static OpConverter Softmax(string opType) => node =>
    {
        OnnxValue logits = node.Input(0, "T"); // [..., categories]
        string output = node.Emit(opType, [logits.AsWritten], OnnxAttribute.Of("axis", -1));
        return [node.Result(output, logits.Type, logits.Shape)];
    };
}
