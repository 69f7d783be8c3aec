using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Benchmarks.Conversion;

/// <summary>A graph of Inception v3's size, 90 MB: the tests' narrow one with eight times its channels. Its weights mean nothing.</summary>
internal static class WideInception
{
    private const int Factor = 8;
    private const string Narrow = "tests/Retrain.Runtime.Tests/Goldens/graphs/inception_2015_narrow.pb";

    public static void Write(string path)
    {
        GraphDef graph = FrozenGraph.Load(Repository.PathOf(Narrow)).Definition;
        foreach (NodeDef node in graph.Node.Where(node => node.Op is "Const"))
        {
            TensorProto tensor = node.Attr["value"].Tensor;
            if (node.Name is "pool_3/_reshape/shape")
            {
                tensor.TensorContent = ByteString.CopyFrom([.. BitConverter.GetBytes(1), .. BitConverter.GetBytes(256 * Factor)]);
            }
            else if (tensor is { Dtype: DataType.DtFloat, TensorShape.Dim.Count: > 0 })
            {
                Widen(tensor);
            }
        }

        File.WriteAllBytes(path, graph.ToByteArray());
    }

    /// <summary>More input and output channels, which are the last axes, except the three colours.</summary>
    private static void Widen(TensorProto tensor)
    {
        int repetitions = 1;
        foreach (TensorShapeProto.Types.Dim channels in tensor.TensorShape.Dim
            .TakeLast(2).Where(dim => dim.Size > 3 || tensor.TensorShape.Dim.Count < 4))
        {
            channels.Size *= Factor;
            repetitions *= Factor;
        }

        byte[] content = new byte[tensor.TensorContent.Length * repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            tensor.TensorContent.Span.CopyTo(content.AsSpan(i * tensor.TensorContent.Length));
        }

        tensor.TensorContent = ByteString.CopyFrom(content);
    }
}
