using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Retrain.Runtime.Diagnostics;

/// <summary>
/// Recognises a native library that is shorter than its headers say, as a full disk or a broken download leaves it. Linux maps such a file,
/// and the first use of what is not there ends the process by a signal; Windows and macOS refuse it themselves.
/// </summary>
internal static class CutOffLibrary
{
    private const int HeaderBytes = 64;
    private const int SegmentBytes = 56;

    // Those of our libraries have about ten.
    private const int MostSegments = 64;

    /// <summary>Looks at the library that the system would load.</summary>
    /// <param name="fileName">Its name on Linux, for instance libonnxruntime.so.</param>
    /// <exception cref="DllNotFoundException">It is cut off.</exception>
    public static void Refuse(string fileName)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory;
        foreach (string folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, fileName);
            if (File.Exists(path))
            {
                RefuseFile(path);
                return;
            }
        }
    }

    /// <summary>Looks at a library.</summary>
    /// <exception cref="DllNotFoundException">It is cut off.</exception>
    public static void RefuseFile(string path)
    {
        if (OperatingSystem.IsLinux() && MissingBytes(path) is (long length, ulong whole))
        {
            throw new DllNotFoundException(FormattableString.Invariant(
                $"'{path}' is cut off, with {length} of {whole} bytes, and must be installed again"));
        }
    }

    // Null for a file that is whole, and for one that the system refuses by itself, as it is no library for this machine.
    private static (long Length, ulong Whole)? MissingBytes(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            Span<byte> header = stackalloc byte[HeaderBytes];
            bool isElf = RandomAccess.Read(file, header, 0) == HeaderBytes && header.StartsWith(Elf);
            ulong whole = isElf ? Whole(file, length, header) : 0;
            return whole > (ulong)length ? (length, whole) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Of 64 bits, the least byte first, as for all processors that ONNX Runtime is made for.
    private static ReadOnlySpan<byte> Elf => "\u007FELF\u0002\u0001"u8;

    // System V ABI, chapters "ELF Header" and "Program Header": the end of the last segment, and of the table of sections.
    private static ulong Whole(SafeFileHandle file, long length, ReadOnlySpan<byte> header)
    {
        ulong segments = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        ulong sections = BinaryPrimitives.ReadUInt64LittleEndian(header[40..]);
        int sectionBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[58..]) * BinaryPrimitives.ReadUInt16LittleEndian(header[60..]);
        ulong whole = Math.Max(segments + (ulong)(count * SegmentBytes), sections + (ulong)sectionBytes);
        if (segments > (ulong)length)
        {
            return whole;
        }

        Span<byte> table = stackalloc byte[Math.Min(count, MostSegments) * SegmentBytes];
        int read = RandomAccess.Read(file, table, (long)segments);
        for (int at = 0; at + SegmentBytes <= read; at += SegmentBytes)
        {
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(table[(at + 8)..]);
            whole = Math.Max(whole, offset + BinaryPrimitives.ReadUInt64LittleEndian(table[(at + 32)..]));
        }

        return whole;
    }
}
