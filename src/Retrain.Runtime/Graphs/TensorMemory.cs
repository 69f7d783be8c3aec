using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// Adds up the memory that a network's tensors take at once, before it runs: a few bytes of a file must not become gigabytes.
/// </summary>
/// <param name="origin">The graph's file, for messages.</param>
/// <param name="reads">Every read of a tensor by a node or an output; after the last one a tensor leaves memory.</param>
internal sealed class TensorMemory(string? origin, IEnumerable<string> reads)
{
    /// <summary>The limit for a tensor of one image, or of the batch that a graph is fixed to.</summary>
    private const long MaximumTensorBytes = 1L << 30;

    /// <summary>The limit for all tensors that are in memory at once.</summary>
    private const long MaximumBytes = 1L << 31;

    /// <summary>ONNX Runtime computes all that depends on constants only before a run, and keeps it.</summary>
    private const long MaximumGrowthBytes = 1L << 26;

    private readonly Dictionary<string, int> readsLeft = Count(reads);
    private readonly Dictionary<string, long> heldBytes = new(StringComparer.Ordinal);
    private long totalBytes;

    /// <summary>Adds a tensor that a node computes.</summary>
    /// <param name="node">The name and the op of the node.</param>
    /// <param name="tensor">The name of the tensor.</param>
    /// <param name="shape">Its shape, for messages.</param>
    /// <param name="sizeBytes">Its size as <see cref="SizeBytes"/> gives it.</param>
    /// <param name="largestConstantBytes">
    /// The size of the node's largest input where all are constants; <see langword="null"/> where one depends on the image.
    /// </param>
    /// <exception cref="RetrainException">RT2023: it is too large, or too much is in memory with it.</exception>
    public void Add((string Name, string Op) node, string tensor, TensorShape shape, long sizeBytes, long? largestConstantBytes)
    {
        // From eight bits to float a constant grows four times.
        long limit = largestConstantBytes is long largest ? MaximumGrowthBytes + (4 * largest) : MaximumTensorBytes;
        if (sizeBytes > limit)
        {
            throw new RetrainException(GraphDiagnostics.TooMuchMemory(
                origin, node.Name, node.Op, $"gives a tensor of shape {shape}, which would take more than {limit >> 20} MiB"));
        }

        if (sizeBytes > 0 && readsLeft.ContainsKey(tensor) && heldBytes.TryAdd(tensor, sizeBytes))
        {
            totalBytes += sizeBytes;
        }

        if (totalBytes > MaximumBytes)
        {
            throw new RetrainException(GraphDiagnostics.TooMuchMemory(
                origin, node.Name, node.Op, $"runs while tensors of more than {MaximumBytes >> 20} MiB are in memory"));
        }
    }

    /// <summary>Counts a read, after the last of which the tensor is no longer in memory.</summary>
    public void Read(string tensor)
    {
        if (readsLeft.TryGetValue(tensor, out int left) && (readsLeft[tensor] = left - 1) is 0 && heldBytes.Remove(tensor, out long freed))
        {
            totalBytes -= freed;
        }
    }

    /// <summary>The size as far as it is known; at most <see cref="int.MaxValue"/>, so that sums and products do not overflow.</summary>
    public static long SizeBytes(TensorShape shape, int elementBytes)
    {
        if (!shape.HasRank)
        {
            return 0;
        }

        Int128 size = elementBytes;
        foreach (long length in shape.Dimensions)
        {
            size = length is TensorShape.UnknownDimension ? size : Int128.Min(size * length, int.MaxValue);
        }

        return (long)size;
    }

    private static Dictionary<string, int> Count(IEnumerable<string> reads)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string tensor in reads)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, tensor, out _)++;
        }

        return counts;
    }
}
