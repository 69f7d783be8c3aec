using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// The bytes of a graph's file while they are parsed. A TensorFlow graph may have 100 MB, and is in memory a second time once it is parsed:
/// disposing frees these bytes at once, and not when garbage is next collected. The weights of an ONNX model stay in its bytes.
/// </summary>
internal sealed unsafe class FileContent : IDisposable
{
    /// <summary>The limit for a graph's file: twice the largest networks that classify images.</summary>
    public const int MaximumBytes = 1 << 30;

    private const int PartBytes = 8 << 20;

    private readonly int length;
    private byte* memory;

    private FileContent(int length, bool isOnnx)
    {
        this.length = length;
        if (isOnnx)
        {
            Onnx = LargeArray.Allocate(length);
        }
        else
        {
            memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(length, 1));
        }
    }

    public Span<byte> Bytes => Onnx ?? new Span<byte>(memory, length);

    /// <summary>The bytes of an ONNX model, which may be used for longer than this; <see langword="null"/> for any other file.</summary>
    public byte[]? Onnx { get; }

    /// <exception cref="RetrainException">RT2001: it is a folder; RT2002: it cannot be read.</exception>
    public static FileContent Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new RetrainException(File.Exists(Path.Combine(path, "saved_model.pb"))
                ? GraphDiagnostics.NotAGraph(path, $"this is a SavedModel folder, {GraphFileSignature.NotFrozen}")
                : GraphDiagnostics.NotAGraph(path, "this is a folder"));
        }

        try
        {
            return ReadFile(path);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, "the file does not exist"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, exception.Message.TrimEnd('.')), exception);
        }
    }

    /// <summary>The reason why a file that is too large is not read.</summary>
    public static string TooLarge(long sizeBytes) =>
        $"it has {(sizeBytes >> 20) + 1} MiB, and at most {MaximumBytes >> 20} MiB are read";

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
    }

    private static FileContent ReadFile(string path)
    {
        if (SmallFile.SizeOf(path) == 0)
        {
            return new FileContent(0, isOnnx: false);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > MaximumBytes)
        {
            throw new IOException(TooLarge(file.Length));
        }

        Span<byte> start = stackalloc byte[OnnxSignature.LengthBytes];
        bool isOnnx = OnnxSignature.Matches(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        file.Position = 0;
        FileContent? content = new((int)file.Length, isOnnx);
        try
        {
            if (content.Onnx is byte[] model)
            {
                ReadParts(file.SafeFileHandle, model);
            }
            else
            {
                file.ReadExactly(content.Bytes);
            }

            FileContent read = content;
            content = null;
            return read;
        }
        finally
        {
            content?.Dispose();
        }
    }

    // Several threads at once, as the system takes longer to hand the memory out than to copy the bytes.
    private static void ReadParts(SafeFileHandle file, byte[] content)
    {
        try
        {
            Parallel.For(0, (content.Length + PartBytes - 1) / PartBytes, part =>
            {
                int end = (int)Math.Min(content.Length, (part + 1L) * PartBytes);
                for (int place = part * PartBytes; place < end;)
                {
                    int read = RandomAccess.Read(file, content.AsSpan(place..end), place);
                    place += read > 0 ? read : throw new EndOfStreamException("the file became shorter while it was read");
                }
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
