using System.Text;

namespace Retrain.MSBuild.Folders;

/// <summary>Names of files as UTF-8, in one array: a string for each would cost more than all else that is done with it.</summary>
internal sealed class FileNames
{
    /// <summary>The steps in which <see cref="Padded"/> is read.</summary>
    public const int BlockBytes = 16;

    private readonly List<int> ends = [];
    private byte[] bytes = new byte[1 << 10];

    public int Count => ends.Count;

    /// <summary>The name's bytes up to a multiple of the block, the last of them at least one zero.</summary>
    public ReadOnlySpan<byte> Padded(int index) => bytes.AsSpan(Start(index), ends[index] - Start(index));

    /// <summary>The first byte of a name, which a zero ends.</summary>
    public ref byte First(int index) => ref bytes[Start(index)];

    public string this[int index] => Encoding.UTF8.GetString(bytes, Start(index), Padded(index).IndexOf((byte)0));

    public void Add(string name) => Add(Encoding.UTF8.GetBytes(name));

    public void Add(ReadOnlySpan<byte> name)
    {
        int start = Start(ends.Count);
        int end = start + (((name.Length / BlockBytes) + 1) * BlockBytes);
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, 2 * bytes.Length));
        }

        name.CopyTo(bytes.AsSpan(start));
        ends.Add(end);
    }

    private int Start(int index) => index == 0 ? 0 : ends[index - 1];
}
