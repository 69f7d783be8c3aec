using System.Runtime.InteropServices;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// A file's bytes while they are parsed. A graph may be 100 MB, and is in memory a second time once it is parsed: these bytes are given
/// back at once, and not when garbage is next collected.
/// </summary>
internal sealed unsafe class FileContent : IDisposable
{
    private readonly int length;
    private byte* memory;

    private FileContent(int length)
    {
        this.length = length;
        memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(length, 1));
    }

    public Span<byte> Bytes => new(memory, length);

    /// <exception cref="IOException">It cannot be read or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileContent Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (!file.CanSeek || file.Length > Array.MaxLength)
        {
            throw new IOException(
                file.CanSeek ? $"it has {file.Length} bytes, and at most {Array.MaxLength} can be read" : "it is no file but a pipe or a device");
        }

        FileContent? content = new((int)file.Length);
        try
        {
            file.ReadExactly(content.Bytes);
            FileContent read = content;
            content = null;
            return read;
        }
        finally
        {
            content?.Dispose();
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
    }
}
