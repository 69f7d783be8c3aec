using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Training.Novelty;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// The nodes of an ONNX model that compute the novelty. Sums are products with ones: ReduceSum changed its inputs between opsets.
/// </summary>
internal static class OnnxNoveltyNodes
{
    /// <param name="graph">Receives them.</param>
    /// <param name="bank">The directions.</param>
    /// <param name="tensors">The tensors of bottleneck [batch, length], probabilities [batch, labels] and novelty [batch, 1].</param>
    /// <param name="labelCount">The number of labels.</param>
    /// <param name="free">Makes a name that no other tensor has.</param>
    public static void Add(
        GraphProto graph,
        NoveltyBank bank,
        (string Bottleneck, string Probabilities, string Novelty) tensors,
        int labelCount,
        Func<string, string> free)
    {
        string squares = Compute("Mul", "squares", tensors.Bottleneck, tensors.Bottleneck);
        string square = Compute("MatMul", "square", squares, Repeated("ones", 1, bank.Length)); // [batch, 1]
        string positive = Compute("Add", "positive", square, Repeated("smallest", TrainedNovelty.SmallestSquare));
        string unit = Compute("Div", "unit", tensors.Bottleneck, Compute("Sqrt", "sqrt", positive)); // [batch, length]

        string codes = Name("codes");
        graph.Initializer.Add(OnnxTensor.Of<byte>(codes, DataType.Uint8, bank.Codes, bank.Length, bank.Count));
        string floats = Name("codes/float");
        graph.Node.Add(OnnxCut.Node("Cast", [codes], floats, OnnxAttribute.Of("to", (long)DataType.Float)));
        string directions = Compute("Sub", "directions", floats, Repeated("zero", NoveltyBank.Zero)); // [length, count]
        string scales = Name("scales");
        float[] values = Array.ConvertAll(bank.Scales, scale => scale * NoveltyBank.Sharpness);
        graph.Initializer.Add(OnnxTensor.Of<float>(scales, DataType.Float, values, bank.Count));
        string cosines = Compute("Mul", "cosines", Compute("MatMul", "MatMul", unit, directions), scales); // [batch, count]

        string mean = Compute("MatMul", "mean", Compute("Exp", "exp", cosines), Repeated("parts", 1f / bank.Count, bank.Count));
        string nearness = Compute("Mul", "nearness", Compute("Log", "log", mean), Repeated("per_sharpness", 1 / NoveltyBank.Sharpness));
        string squared = Compute("Mul", "probabilities", tensors.Probabilities, tensors.Probabilities);
        string weighted = Compute("MatMul", "weighted", squared, Repeated("weight", NoveltyBank.UncertaintyWeight, labelCount));
        string known = Compute("Add", "known", nearness, weighted);
        graph.Node.Add(OnnxCut.Node("Sub", [Repeated("most", 1 + NoveltyBank.UncertaintyWeight), known], tensors.Novelty));

        string Name(string part) => free($"{tensors.Novelty}/{part}");

        string Compute(string op, string part, params string[] inputs)
        {
            string output = Name(part);
            graph.Node.Add(OnnxCut.Node(op, inputs, output));
            return output;
        }

        // A number, or a column of them. // [] or [rows, 1]
        string Repeated(string part, float value, int? rows = null)
        {
            string name = Name(part);
            float[] numbers = new float[rows ?? 1];
            Array.Fill(numbers, value);
            graph.Initializer.Add(OnnxTensor.Of<float>(name, DataType.Float, numbers, rows is int count ? [count, 1] : []));
            return name;
        }
    }
}
