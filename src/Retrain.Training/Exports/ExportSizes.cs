using System.IO.Compression;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.Exports;

/// <summary>
/// The sizes of a graph before and after its export, as a file and compressed with gzip, as app packages and servers compress it.
/// </summary>
internal sealed record ExportSizes(long BytesBefore, long BytesAfter, long GzipBytesBefore, long GzipBytesAfter)
{
    public static ExportSizes Measure(string graphFile, GraphDef exported)
    {
        byte[] before = File.ReadAllBytes(graphFile);
        byte[] after = exported.ToByteArray();
        return new ExportSizes(before.Length, after.Length, Compressed(before), Compressed(after));
    }

    private static long Compressed(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream compressed = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressed.Write(bytes);
        }

        return stream.Length;
    }
}
