using System.Buffers.Binary;
using System.IO.Hashing;
using Retrain.Hostile.Mutants;
using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Small or ordinary files that ask for much time or memory: large chunks, claimed sizes, thousands of scans.</summary>
internal static class CostlyImages
{
    private const int LargeBytes = 28_000_000;
    private const long MemoryBytes = 400L << 20; // The process with its network, and what the pixels may take.

    private static readonly TimeSpan Work = TimeSpan.FromSeconds(3); // The process with its network takes half a second.

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        ToolOutputs model = await arena.ModelAsync(cancellationToken);
        string folder = arena.NewFolder("costs");
        foreach ((string name, byte[] bytes) in Files())
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllBytesAsync(path, bytes, cancellationToken);
            ToolAttempt attempt = await ToolAttempt.RunAsync(
                ["label_image", "--graph", model.Graph, "--labels", model.Labels, "--image", path], cancellationToken);
            attempt.Judge(findings, name, work: Work, memoryBytes: MemoryBytes);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        byte[] png = MutantSeeds.Of("png")[0];
        byte[] noise = new byte[LargeBytes];
        new Random(1).NextBytes(noise);
        foreach (string chunk in (string[])["tEXt", "zTXt", "iTXt", "iCCP", "eXIf", "sPLT", "vpAg", "tIME", "gAMA"])
        {
            yield return ($"{chunk}.png", WithChunk(png, chunk, noise));
            yield return ($"many_{chunk}.png", WithManyChunks(png, chunk, noise));
        }

        byte[] jpeg = MutantSeeds.Of("jpeg")[0];
        byte[] progressive = MutantSeeds.Of("progressive")[0];
        byte[] segment = [0xFF, 0xEE, 0xFF, 0xFF, .. noise[..65533]];
        yield return ("app.jpg", [.. jpeg[..2], .. Enumerable.Repeat(segment, 400).SelectMany(bytes => bytes), .. jpeg[2..]]);
        yield return ("claims.jpg", WithClaimedSize(jpeg, 9999));
        yield return ("progressive_claims.jpg", WithClaimedSize(progressive, 9999));
        byte[] claims = WithClaimedSize(progressive, 9999);
        yield return ("progressive_codes.jpg", [.. claims[..^2], .. new byte[2 * LargeBytes], .. claims[^2..]]);
        yield return ("comment.gif", WithComments(MutantSeeds.Of("gif")[0], noise));
    }

    // After IHDR, whose chunk ends at byte 33.
    private static byte[] WithChunk(byte[] png, string type, byte[] data) => [.. png[..33], .. Chunk(type, data), .. png[33..]];

    private static byte[] WithManyChunks(byte[] png, string type, byte[] data)
    {
        byte[] chunk = Chunk(type, data[..64]);
        return [.. png[..33], .. Enumerable.Repeat(chunk, 200_000).SelectMany(bytes => bytes), .. png[33..]];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32.HashToUInt32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    // The frame header (SOF0 or SOF2) has the height in its bytes 5 and 6, the width in 7 and 8.
    private static byte[] WithClaimedSize(byte[] jpeg, ushort size)
    {
        byte[] changed = [.. jpeg];
        int frame = Enumerable.Range(0, jpeg.Length - 9).First(i => jpeg[i] == 0xFF && jpeg[i + 1] is 0xC0 or 0xC2);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 5), size);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 7), size);
        return changed;
    }

    // Comment extensions before the trailer's byte, in blocks of 255 bytes.
    private static byte[] WithComments(byte[] gif, byte[] data)
    {
        IEnumerable<byte[]> blocks = data.Chunk(255).Where(block => block.Length == 255);
        return [.. gif[..^1], 0x21, 0xFE, .. blocks.SelectMany(block => block.Prepend((byte)255)), 0, 0x3B];
    }
}
