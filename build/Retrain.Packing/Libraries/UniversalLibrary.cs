using System.Buffers.Binary;

namespace Retrain.Packing.Libraries;

/// <summary>A library for both kinds of Mac: a table, and behind it a library for each of them (Apple's mach-o/fat.h).</summary>
internal static class UniversalLibrary
{
    private const uint Magic = 0xCAFEBABE; // the table's numbers are big-endian …
    private const uint SliceMagic = 0xFEEDFACF; // … and a library's own little-endian
    private const int HeaderBytes = 8;
    private const int EntryBytes = 20; // processor, kind of it, offset, size, alignment

    /// <summary>The library for one kind of processor, with the signature that it has of its own.</summary>
    /// <param name="library">The content of the file.</param>
    /// <param name="machine">The processor.</param>
    /// <exception cref="InvalidDataException">It is not universal, has none for the processor, or its table does not fit.</exception>
    public static byte[] SliceOf(ReadOnlySpan<byte> library, MachineType machine)
    {
        if (library.Length < HeaderBytes || BinaryPrimitives.ReadUInt32BigEndian(library) != Magic)
        {
            throw new InvalidDataException("not a universal library; take it as it is");
        }

        uint count = BinaryPrimitives.ReadUInt32BigEndian(library[4..]);
        if (count > (library.Length - HeaderBytes) / EntryBytes)
        {
            throw new InvalidDataException($"the universal library names {count} parts, which is more than fit");
        }

        for (int part = 0; part < count; part++)
        {
            ReadOnlySpan<byte> entry = library.Slice(HeaderBytes + (part * EntryBytes), EntryBytes);
            if (BinaryPrimitives.ReadUInt32BigEndian(entry) == (uint)machine)
            {
                uint offset = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
                uint size = BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
                return Part(library, offset, size, machine);
            }
        }

        throw new InvalidDataException($"the universal library has no part for {machine}");
    }

    private static byte[] Part(ReadOnlySpan<byte> library, uint offset, uint size, MachineType machine)
    {
        if (offset > library.Length || size > library.Length - offset || size < HeaderBytes)
        {
            throw new InvalidDataException($"the universal library's part for {machine} does not lie within it");
        }

        ReadOnlySpan<byte> part = library.Slice((int)offset, (int)size);
        return BinaryPrimitives.ReadUInt32LittleEndian(part) == SliceMagic
            && BinaryPrimitives.ReadUInt32LittleEndian(part[4..]) == (uint)machine
            ? part.ToArray()
            : throw new InvalidDataException($"the universal library's part for {machine} is not a library for it");
    }
}
