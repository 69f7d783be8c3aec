using System.Runtime.InteropServices;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// Allocates arrays for the bytes of whole graphs. On Linux the system is asked for pages of 2 MiB: handing 100 MB out in pages of 4 KiB
/// takes several times as long as copying them, above all in a virtual machine.
/// </summary>
internal static unsafe class LargeArray
{
    private const int LargePage = 2 << 20;
    private const int MadvHugepage = 14; // MADV_HUGEPAGE of Linux's madvise

    private static readonly delegate* unmanaged<void*, nuint, int, int> Advise = FindAdvise();

    /// <param name="length">The number of bytes, whose values are undefined.</param>
    public static byte[] Allocate(int length)
    {
        byte[] array = GC.AllocateUninitializedArray<byte>(length);
        if (Advise is null || length < 2 * LargePage)
        {
            return array;
        }

        fixed (byte* start = array)
        {
            byte* first = start + ((LargePage - ((nuint)start % LargePage)) % LargePage);
            nuint wholePages = (nuint)(start + length - first) / LargePage * LargePage;
            _ = Advise(first, wholePages, MadvHugepage); // a system that does not take the advice hands out small pages
        }

        return array;
    }

    // By its address in the process and not by the name of a library, which differs between distributions.
    private static delegate* unmanaged<void*, nuint, int, int> FindAdvise() => OperatingSystem.IsLinux()
        && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "madvise", out nint address)
            ? (delegate* unmanaged<void*, nuint, int, int>)address
            : null;
}
