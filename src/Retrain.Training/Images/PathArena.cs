using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Retrain.Training.Images;

/// <summary>
/// The paths of millions of files in little memory: each folder once, and of each file its name as UTF-8, one behind the other. A path
/// as a string of its own would take four times as much. Several threads may read; one may add while no other does anything.
/// </summary>
internal sealed class PathArena
{
    // Small enough for the garbage collector to move; the first ones are smaller yet, as most sets have few files.
    private const int SmallestChunk = 256;
    private const int LargestChunk = 1 << (PlaceBits + 2);

    // A place is the number of a chunk, and in these bits the number of four bytes in it: enough for 16 GB of names.
    private const int PlaceBits = 14;
    private const int Alignment = 4;

    // Of a number that is written seven bits to a byte.
    private const int LongestNumber = 5;

    private readonly List<byte[]> chunks = [];
    private readonly List<Folder> folders = [];
    private readonly Dictionary<(string Path, string RelativePath), int> folderNumbers = [];
    private int used;

    /// <summary>Adds a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="relativePath">Its path inside its category's folder, which usually is the end of the other.</param>
    /// <returns>The place at which the other methods find it.</returns>
    public uint Add(string path, string relativePath)
    {
        ReadOnlySpan<char> name = relativePath.AsSpan(relativePath.LastIndexOf('/') + 1);
        if (!path.AsSpan().EndsWith(name, StringComparison.Ordinal))
        {
            name = []; // A link of a project may have any name. Then both paths count as folders.
        }

        int folder = NumberOf(path.AsSpan(0, path.Length - name.Length), relativePath.AsSpan(0, relativePath.Length - name.Length));
        byte[] utf8 = new byte[name.Length * 3];
        bool isUtf8 = TryEncode(name, utf8, out int length);
        return Append(folder, isUtf8 ? utf8.AsSpan(0, length) : MemoryMarshal.AsBytes(name), isUtf8);
    }

    public string PathOf(uint place)
    {
        Read(place, out Folder folder, out ReadOnlySpan<byte> name, out bool isUtf8);
        return folder.Path + Decode(name, isUtf8);
    }

    public string RelativePathOf(uint place)
    {
        Read(place, out Folder folder, out ReadOnlySpan<byte> name, out bool isUtf8);
        return folder.RelativePath + Decode(name, isUtf8);
    }

    /// <summary>Compares two relative paths by their code points, without making strings of them.</summary>
    /// <returns>Whether they could be compared: not those with half of a surrogate pair, which have no UTF-8 form.</returns>
    public bool TryCompare(uint x, uint y, out int order)
    {
        Read(x, out Folder folderX, out ReadOnlySpan<byte> nameX, out bool isUtf8X);
        Read(y, out Folder folderY, out ReadOnlySpan<byte> nameY, out bool isUtf8Y);
        order = 0;
        if (!isUtf8X || !isUtf8Y || folderX.Utf8 is null || folderY.Utf8 is null)
        {
            return false;
        }

        order = folderX == folderY ? nameX.SequenceCompareTo(nameY)
            : folderX.Utf8.Length <= folderY.Utf8.Length ? Compare(folderX.Utf8, nameX, folderY.Utf8, nameY)
            : -Compare(folderY.Utf8, nameY, folderX.Utf8, nameX);
        return true;
    }

    // The order of two texts in two parts each, of which the first has the shorter first part.
    private static int Compare(ReadOnlySpan<byte> x1, ReadOnlySpan<byte> x2, ReadOnlySpan<byte> y1, ReadOnlySpan<byte> y2)
    {
        int order = x1.SequenceCompareTo(y1[..x1.Length]);
        if (order != 0)
        {
            return order;
        }

        ReadOnlySpan<byte> rest = y1[x1.Length..];
        order = x2.Length > rest.Length ? x2[..rest.Length].SequenceCompareTo(rest) : x2.SequenceCompareTo(rest);
        return order != 0 || x2.Length <= rest.Length ? (order != 0 ? order : -y2.Length) : x2[rest.Length..].SequenceCompareTo(y2);
    }

    private static bool TryEncode(ReadOnlySpan<char> text, Span<byte> utf8, out int length) =>
        Utf8.FromUtf16(text, utf8, out _, out length, replaceInvalidSequences: false) is System.Buffers.OperationStatus.Done;

    private static string Decode(ReadOnlySpan<byte> name, bool isUtf8) =>
        isUtf8 ? Encoding.UTF8.GetString(name) : new string(MemoryMarshal.Cast<byte, char>(name));

    private int NumberOf(ReadOnlySpan<char> path, ReadOnlySpan<char> relativePath)
    {
        // Files come folder by folder.
        if (folders.Count > 0 && path.SequenceEqual(folders[^1].Path) && relativePath.SequenceEqual(folders[^1].RelativePath))
        {
            return folders.Count - 1;
        }

        (string Path, string RelativePath) folder = (path.ToString(), relativePath.ToString());
        if (!folderNumbers.TryGetValue(folder, out int number))
        {
            number = folders.Count;
            folderNumbers.Add(folder, number);
            byte[] utf8 = new byte[relativePath.Length * 3];
            folders.Add(new Folder(
                folder.Path, folder.RelativePath, TryEncode(relativePath, utf8, out int length) ? utf8[..length] : null));
        }

        return number;
    }

    private uint Append(int folder, ReadOnlySpan<byte> name, bool isUtf8)
    {
        int most = (2 * LongestNumber) + name.Length;
        if (chunks.Count == 0 || used > chunks[^1].Length - most)
        {
            int size = chunks.Count == 0 ? SmallestChunk : Math.Clamp(chunks[^1].Length * 2, SmallestChunk, LargestChunk);
            chunks.Add(new byte[Math.Max(size, most)]);
            used = 0;
        }

        if (chunks.Count > 1 << (32 - PlaceBits))
        {
            throw new InvalidOperationException("the names of the files take more than 16 GB");
        }

        byte[] chunk = chunks[^1];
        uint place = ((uint)(chunks.Count - 1) << PlaceBits) | (uint)(used / Alignment);
        int end = WriteNumber(chunk, used, (uint)folder);
        end = WriteNumber(chunk, end, ((uint)name.Length << 1) | (isUtf8 ? 1u : 0));
        name.CopyTo(chunk.AsSpan(end));
        used = (end + name.Length + Alignment - 1) / Alignment * Alignment;
        return place;
    }

    private void Read(uint place, out Folder folder, out ReadOnlySpan<byte> name, out bool isUtf8)
    {
        byte[] chunk = chunks[(int)(place >> PlaceBits)];
        int start = (int)(place & ((1u << PlaceBits) - 1)) * Alignment;
        folder = folders[(int)ReadNumber(chunk, ref start)];
        uint length = ReadNumber(chunk, ref start);
        isUtf8 = (length & 1) != 0;
        name = chunk.AsSpan(start, (int)(length >> 1));
    }

    private static int WriteNumber(byte[] chunk, int start, uint number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            chunk[start++] = (byte)(number | 0x80);
        }

        chunk[start++] = (byte)number;
        return start;
    }

    private static uint ReadNumber(byte[] chunk, ref int start)
    {
        uint number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = chunk[start++];
            number |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }

    /// <param name="path">All of a file's path before its name.</param>
    /// <param name="relativePath">All of its relative path before its name.</param>
    /// <param name="utf8">The latter as UTF-8, if it has such a form.</param>
    private sealed class Folder(string path, string relativePath, byte[]? utf8)
    {
        public string Path => path;

        public string RelativePath => relativePath;

        public byte[]? Utf8 => utf8;
    }
}
