using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Novelty;

namespace Retrain.Training.TrainedGraphs;

/// <summary>The nodes of a TensorFlow graph that compute the novelty, with ops that TensorFlow 1.x and 2.x have.</summary>
internal static class NoveltyNodes
{
    /// <param name="bank">The directions.</param>
    /// <param name="bottleneck">The tensor of the bottleneck. // [batch, length]</param>
    /// <param name="probabilities">The tensor of the probabilities. // [batch, labels]</param>
    /// <param name="name">The name of the node that computes the novelty, and the beginning of the others' names. // [batch, 1]</param>
    public static NodeDef[] For(NoveltyBank bank, string bottleneck, string probabilities, string name)
    {
        (string, AttrValue) floats = NodeDefs.Type("T", DataType.DtFloat);
        (string, AttrValue)[] reduction = [floats, NodeDefs.Type("Tidx", DataType.DtInt32), NodeDefs.Flag("keep_dims", true)];
        return
        [
            NodeDefs.Constant(N("axis"), [1], [1]),

            // bottleneck / |bottleneck|
            Two("Mul", "squares", bottleneck, bottleneck),
            NodeDefs.Operation("Sum", N("square"), [N("squares"), N("axis")], reduction), // [batch, 1]
            NodeDefs.Constant(N("smallest"), TrainedNovelty.SmallestSquare),
            Two("Add", "positive", N("square"), N("smallest")),
            NodeDefs.Operation("Rsqrt", N("rsqrt"), [N("positive")], floats),
            Two("Mul", "unit", bottleneck, N("rsqrt")), // [batch, length]

            // sharpness * cosines
            NodeDefs.Constant(N("codes"), bank.Codes, [bank.Length, bank.Count]),
            NodeDefs.Operation("Cast", N("codes/float"), [N("codes")],
                NodeDefs.Type("SrcT", DataType.DtUint8), NodeDefs.Type("DstT", DataType.DtFloat)),
            NodeDefs.Constant(N("zero"), NoveltyBank.Zero),
            Two("Sub", "directions", N("codes/float"), N("zero")), // [length, count]
            NodeDefs.Operation("MatMul", N("MatMul"), [N("unit"), N("directions")],
                floats, NodeDefs.Flag("transpose_a", false), NodeDefs.Flag("transpose_b", false)), // [batch, count]
            NodeDefs.Constant(N("scales"), Array.ConvertAll(bank.Scales, scale => scale * NoveltyBank.Sharpness), [bank.Count]),
            Two("Mul", "cosines", N("MatMul"), N("scales")),

            // 1 + weight - log(mean(exp)) / sharpness - weight * sum(probabilities²)
            NodeDefs.Operation("Exp", N("exp"), [N("cosines")], floats),
            NodeDefs.Operation("Mean", N("mean"), [N("exp"), N("axis")], reduction), // [batch, 1]
            NodeDefs.Operation("Log", N("log"), [N("mean")], floats),
            NodeDefs.Constant(N("per_sharpness"), 1 / NoveltyBank.Sharpness),
            Two("Mul", "nearness", N("log"), N("per_sharpness")),
            Two("Mul", "probabilities", probabilities, probabilities),
            NodeDefs.Operation("Sum", N("certainty"), [N("probabilities"), N("axis")], reduction), // [batch, 1]
            NodeDefs.Constant(N("weight"), NoveltyBank.UncertaintyWeight),
            Two("Mul", "weighted", N("certainty"), N("weight")),
            Two("Add", "known", N("nearness"), N("weighted")),
            NodeDefs.Constant(N("most"), 1 + NoveltyBank.UncertaintyWeight),
            NodeDefs.Operation("Sub", name, [N("most"), N("known")], floats),
        ];

        string N(string part) => $"{name}/{part}";

        NodeDef Two(string op, string part, string first, string second) => NodeDefs.Operation(op, N(part), [first, second], floats);
    }
}
