using Retrain.Runtime.Graphs;

namespace Retrain.Runtime.Models;

/// <summary>Parses a graph while another thread makes the digest of its bytes: together they hardly take longer than the parsing.</summary>
internal static unsafe class DigestedGraph
{
    /// <param name="bytes">A serialised GraphDef or ONNX model.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    /// <param name="digest">Called with the bytes, on another thread; it has ended when this returns.</param>
    /// <exception cref="RetrainException">RT2001: it is not a network.</exception>
    public static NetworkGraph Parse(ReadOnlySpan<byte> bytes, string origin, Action<ReadOnlySpan<byte>> digest)
    {
        fixed (byte* start = bytes)
        {
            byte* first = start; // a pinned variable cannot be captured
            int length = bytes.Length;
            Task digesting = Task.Run(() => digest(new ReadOnlySpan<byte>(first, length)));
            try
            {
                return NetworkFile.Parse(bytes, origin);
            }
            finally
            {
                digesting.GetAwaiter().GetResult(); // the caller frees the bytes next
            }
        }
    }
}
