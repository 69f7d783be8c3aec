using System.Buffers.Binary;
using System.IO.Compression;
using Retrain.Packing.Libraries;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Libraries;

namespace Retrain.Tool.Tests.Packages;

public sealed class UniversalLibraryTests(PackedTool packedTool)
{
    private const int Start = 4096;

    [Fact]
    public void HasAPartForEachProcessor()
    {
        byte[] library = Library(out byte[] x64, out byte[] arm64);

        UniversalLibrary.SliceOf(library, MachineType.X64).ShouldBe(x64);
        UniversalLibrary.SliceOf(library, MachineType.Arm64).ShouldBe(arm64);
    }

    [Fact]
    public void OneForOneProcessorIsNotUniversal()
    {
        Library(out _, out byte[] arm64);

        Refuses(arm64, "not a universal library");
        Refuses([], "not a universal library");
        Refuses([0xCA, 0xFE, 0xBA], "not a universal library");
    }

    [Theory]
    [InlineData(4, 3u, "has no part")] // a third one in the zeros behind the table, and none that is for arm64
    [InlineData(4, 1u, "has no part")]
    [InlineData(4, uint.MaxValue, "more than fit")]
    [InlineData(36, uint.MaxValue, "does not lie within it")]
    [InlineData(40, uint.MaxValue, "does not lie within it")]
    [InlineData(40, 7u, "does not lie within it")]
    [InlineData(36, Start, "is not a library for it")]
    [InlineData(36, 0u, "is not a library for it")]
    public void ATableThatDoesNotFitIsNotFollowed(int offset, uint value, string problem)
    {
        byte[] library = Library(out _, out _);
        if (value == 3)
        {
            BinaryPrimitives.WriteUInt32BigEndian(library.AsSpan(28), 0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(library.AsSpan(offset), value);

        Refuses(library, problem);
    }

    [Fact]
    public void NoCutMakesItReadBeyondTheEnd()
    {
        byte[] library = Library(out _, out _);
        for (int length = 0; length < library.Length; length++)
        {
            Should.Throw<InvalidDataException>(() => UniversalLibrary.SliceOf(library.AsSpan(0, length), MachineType.Arm64));
        }
    }

    [Fact]
    public async Task ThePackageForAMacHasThePartForItsProcessor()
    {
        Assert.SkipUnless(PackedTool.AreBuilt, "build/build.cs packs for all platforms, and runs this test on that");
        string path = Directory.EnumerateFiles(await packedTool.PackagesAsync(), "dotnet-retrain.osx-arm64.*.nupkg").Single();
        using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
        ZipArchiveEntry entry = package.Entries.Single(file => file.Name == "libSkiaSharp.dylib");
        using MemoryStream packed = new();
        using (Stream stream = await entry.OpenAsync(TestContext.Current.CancellationToken))
        {
            await stream.CopyToAsync(packed, TestContext.Current.CancellationToken);
        }

        byte[] universal = await File.ReadAllBytesAsync(
            Path.Combine(
                Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
                "skiasharp.nativeassets.macos", LibraryVersions.Own.SkiaSharp, "runtimes", "osx", "native", "libSkiaSharp.dylib"),
            TestContext.Current.CancellationToken);
        packed.ToArray().AsSpan().SequenceEqual(UniversalLibrary.SliceOf(universal, MachineType.Arm64)).ShouldBeTrue();
        packed.Length.ShouldBeLessThan(universal.Length);
    }

    private static void Refuses(byte[] library, string problem) =>
        Should.Throw<InvalidDataException>(() => UniversalLibrary.SliceOf(library, MachineType.Arm64)).Message.ShouldContain(problem);

    // The table, and the two libraries behind it.
    private static byte[] Library(out byte[] x64, out byte[] arm64)
    {
        x64 = Part(MachineType.X64, 100);
        arm64 = Part(MachineType.Arm64, 60);
        byte[] library = new byte[(2 * Start) + arm64.Length];
        BinaryPrimitives.WriteUInt32BigEndian(library, 0xCAFEBABE);
        BinaryPrimitives.WriteUInt32BigEndian(library.AsSpan(4), 2);
        WriteEntry(library.AsSpan(8), MachineType.X64, Start, x64.Length);
        WriteEntry(library.AsSpan(28), MachineType.Arm64, 2 * Start, arm64.Length);
        x64.CopyTo(library, Start);
        arm64.CopyTo(library, 2 * Start);
        return library;
    }

    private static void WriteEntry(Span<byte> entry, MachineType machine, int offset, int size)
    {
        BinaryPrimitives.WriteUInt32BigEndian(entry, (uint)machine);
        BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
        BinaryPrimitives.WriteInt32BigEndian(entry[12..], size);
    }

    private static byte[] Part(MachineType machine, int size)
    {
        byte[] part = new byte[size];
        part.AsSpan().Fill((byte)size);
        BinaryPrimitives.WriteUInt32LittleEndian(part, 0xFEEDFACF);
        BinaryPrimitives.WriteUInt32LittleEndian(part.AsSpan(4), (uint)machine);
        return part;
    }
}
