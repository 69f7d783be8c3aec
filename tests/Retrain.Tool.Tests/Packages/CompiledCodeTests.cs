using System.IO.Compression;
using System.Reflection.PortableExecutable;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class CompiledCodeTests(PackedTool packedTool)
{
    private const ushort ForLinuxX64 = (ushort)Machine.Amd64 ^ 0x7B79; // the processor's number with that of Linux, as .NET's format has it
    private const int FlagsOffset = 8; // in READYTORUN_HEADER
    private const uint Partial = 4; // READYTORUN_FLAG_PARTIAL

    private static readonly string[] Names =
        ["dotnet-retrain.dll", "Google.Protobuf.dll", "Microsoft.Data.Sqlite.dll", "Retrain.Runtime.dll", "Retrain.Training.dll"];

    [Fact]
    public async Task OfTheToolIsWhatTheProfileLists()
    {
        foreach ((string name, PEReader reader) in await AssembliesAsync("dotnet-retrain.linux-x64"))
        {
            ((ushort)reader.PEHeaders.CoffHeader.Machine).ShouldBe(ForLinuxX64, name);
            int header = reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.RelativeVirtualAddress;
            uint flags = reader.GetSectionData(header).GetReader(FlagsOffset, sizeof(uint)).ReadUInt32();
            (flags & Partial).ShouldBe(Partial, name);
        }
    }

    // .NET refuses an assembly that has code for another system.
    [Theory]
    [InlineData("dotnet-retrain.any")]
    [InlineData("Retrain.MSBuild")]
    public async Task IsNotInAPackageForAllSystems(string id)
    {
        foreach ((string name, PEReader reader) in await AssembliesAsync(id))
        {
            reader.PEHeaders.CoffHeader.Machine.ShouldBe(Machine.I386, name); // any processor
            reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0, name);
        }
    }

    private async Task<IReadOnlyList<(string Name, PEReader Reader)>> AssembliesAsync(string id)
    {
        Assert.SkipUnless(PackedTool.AreBuilt, "build/build.cs packs for all platforms, and runs this test on that");
        string path = Directory.EnumerateFiles(await packedTool.PackagesAsync(), $"{id}.?.?.?.nupkg").Single();
        using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
        List<(string Name, PEReader Reader)> assemblies = [];
        foreach (ZipArchiveEntry entry in package.Entries.Where(entry => Names.Contains(entry.Name)))
        {
            MemoryStream copy = new();
            using (Stream stream = await entry.OpenAsync(TestContext.Current.CancellationToken))
            {
                await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            }

            copy.Position = 0;
            assemblies.Add((entry.Name, new PEReader(copy)));
        }

        assemblies.Count.ShouldBe(Names.Length);
        return assemblies;
    }
}
