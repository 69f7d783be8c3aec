using Retrain.Runtime.Graphs;

namespace Retrain.Runtime.Models;

/// <summary>Parses a graph while another thread makes the digest of its bytes: together they hardly take longer than the parsing.</summary>
internal static unsafe class DigestedGraph
{
    /// <summary>Makes the digest of a graph's bytes.</summary>
    public delegate void Digesting(ReadOnlySpan<byte> bytes);

    /// <param name="content">A file that was read.</param>
    /// <param name="path">Its path.</param>
    /// <param name="digest">Called with the bytes, on another thread; it has ended when this returns.</param>
    /// <exception cref="RetrainException">RT2001: it is not a network.</exception>
    public static NetworkGraph Parse(FileContent content, string path, Digesting digest) =>
        While(content.Bytes, digest, () => NetworkFile.Parse(content, path));

    /// <param name="bytes">A serialised GraphDef or ONNX model.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    /// <param name="digest">Called with the bytes, on another thread; it has ended when this returns.</param>
    /// <exception cref="RetrainException">RT2001: it is not a network.</exception>
    public static NetworkGraph Parse(ReadOnlySpan<byte> bytes, string origin, Digesting digest)
    {
        fixed (byte* start = bytes)
        {
            byte* first = start; // a pinned variable cannot be captured
            int length = bytes.Length;
            return While(bytes, digest, () => NetworkFile.Parse(new ReadOnlySpan<byte>(first, length), origin));
        }
    }

    private static NetworkGraph While(ReadOnlySpan<byte> bytes, Digesting digest, Func<NetworkGraph> parse)
    {
        fixed (byte* start = bytes)
        {
            byte* first = start;
            int length = bytes.Length;
            Task digesting = Task.Run(() => digest(new ReadOnlySpan<byte>(first, length)));
            try
            {
                return parse();
            }
            finally
            {
                digesting.GetAwaiter().GetResult(); // the caller frees the bytes next
            }
        }
    }
}
