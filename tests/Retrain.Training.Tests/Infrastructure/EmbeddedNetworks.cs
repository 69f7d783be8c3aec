using System.Numerics;
using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.Backbones;
using OnnxTensor = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto;
using TensorFlowTensor = Retrain.Runtime.Graphs.Protos.TensorProto;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Makes the files that are embedded of the two networks that they stand for.</summary>
internal static class EmbeddedNetworks
{
    /// <summary>The form that <see cref="FloatPlanes"/> reads.</summary>
    public static byte[] PlanesOf(byte[] graph)
    {
        List<int> table = [];
        List<byte> other = [];
        List<uint> turned = [];
        int end = 0;
        foreach ((TensorFlowTensor tensor, int position) in FloatsOf(graph))
        {
            int length = tensor.TensorContent.Length;
            table.AddRange([position - end, length / sizeof(float)]);
            other.AddRange(graph.AsSpan(end..position));
            foreach (uint bits in MemoryMarshal.Cast<byte, uint>(graph.AsSpan(position, length)))
            {
                turned.Add(BitOperations.RotateLeft(bits, 1));
            }

            end = position + length;
        }

        other.AddRange(graph.AsSpan(end..));
        IEnumerable<byte> planes = Enumerable.Range(0, sizeof(float))
            .SelectMany(plane => turned.Select(bits => (byte)(bits >> (8 * plane))));
        return [.. Int32s([graph.Length, table.Count / 2, .. table]), .. other, .. planes];
    }

    /// <summary>The form that <see cref="QuantizedWeights"/> reads.</summary>
    public static byte[] QuantizedOf(byte[] model, byte[] graph)
    {
        List<int> table = [];
        List<byte> other = [];
        int end = 0;
        OnnxTensor[] tensors = [.. ModelProto.Parser.ParseFrom(model).Graph.Initializer];
        OnnxTensor[] weights = [.. tensors.Where(tensor => tensor.Name.EndsWith("/W_quantized", StringComparison.Ordinal))];
        IEnumerable<int> kernels = FloatsOf(graph)
            .Where(floats => floats.Tensor.TensorShape.Dim.Count == 4).Select(floats => floats.Position);
        foreach ((OnnxTensor tensor, int floats) in weights.Zip(kernels))
        {
            OnnxTensor scale = tensors.Single(found => found.Name == tensor.Name.Replace("_quantized", "_scale", StringComparison.Ordinal));
            int position = end + model.AsSpan(end..).IndexOf(tensor.RawData.Span);
            ReadOnlySpan<byte> between = model.AsSpan(end..position);
            int scales = between.IndexOf(MemoryMarshal.AsBytes<float>(scale.FloatData.ToArray()));
            scales.ShouldBeGreaterThan(-1, "the scales of weights lie directly before them");
            table.AddRange([between.Length, floats, other.Count + scales, (int)tensor.Dims[0], (int)tensor.Dims[1]]);
            table.Add((int)(tensor.Dims[2] * tensor.Dims[3]));
            other.AddRange(between);
            end = position + tensor.RawData.Length;
        }

        other.AddRange(model.AsSpan(end..));
        return [.. Int32s([model.Length, weights.Length, .. table]), .. other];
    }

    private static List<(TensorFlowTensor Tensor, int Position)> FloatsOf(byte[] graph)
    {
        List<(TensorFlowTensor, int)> found = [];
        int end = 0;
        foreach (NodeDef node in GraphDef.Parser.ParseFrom(graph).Node)
        {
            if (node.Attr.TryGetValue("value", out AttrValue? value)
                && value.Tensor is { TensorContent.Length: > 0, Dtype: Runtime.Graphs.Protos.DataType.DtFloat } tensor)
            {
                int position = end + graph.AsSpan(end..).IndexOf(tensor.TensorContent.Span);
                found.Add((tensor, position));
                end = position + tensor.TensorContent.Length;
            }
        }

        return found;
    }

    private static byte[] Int32s(int[] numbers) => MemoryMarshal.AsBytes<int>(numbers).ToArray();
}
