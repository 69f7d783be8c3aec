using Retrain.Training.Backbones;

namespace Retrain.Training.Bottlenecks;

/// <summary>One thread's memory, used again for every image, so that the number of images does not bound a run.</summary>
internal sealed class ExtractionBuffers(Backbone backbone)
{
    // More than a bitmap of the largest image that is accepted; a video among the photos must not fill the memory.
    private const long LargestFileBytes = 512L << 20;

    private byte[] encoded = new byte[256 * 1024];
    private float[] precropped = [];

    /// <summary>The network's input. // [1, heightPixels, widthPixels, 3]</summary>
    public float[] Input { get; } = new float[backbone.HeightPixels * backbone.WidthPixels * 3];

    /// <summary>Room for an image that is about to be cropped. // [heightPixels, widthPixels, 3]</summary>
    public Span<float> Precropped(int widthPixels, int heightPixels)
    {
        int length = widthPixels * heightPixels * 3;
        if (precropped.Length < length)
        {
            precropped = new float[length];
        }

        return precropped.AsSpan(0, length);
    }

    /// <summary>A file's bytes, until the next call.</summary>
    public ReadOnlyMemory<byte> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length > LargestFileBytes)
        {
            throw new IOException($"the file has {file.Length >> 20} MB, more than any image that is accepted");
        }

        int length = 0;
        while (true)
        {
            int read = file.Read(encoded.AsSpan(length));
            length += read;
            if (read == 0)
            {
                return encoded.AsMemory(0, length);
            }

            if (length == encoded.Length)
            {
                Array.Resize(ref encoded, (int)Math.Min(2L * encoded.Length, Array.MaxLength));
            }
        }
    }
}
