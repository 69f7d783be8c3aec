using System.IO.Compression;
using Retrain.Training.Packs;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Packs;

public sealed class PackWriterTests
{
    /// <summary>The example of docs/packs.md, which a program in Python made. A byte that changes here needs a new version.</summary>
    [Fact]
    public void EveryByteIsWhereThePageSays()
    {
        string hex = Convert.ToHexStringLower(SamplePack.Of([[0, 0, 0x80, 0x3f]], new PackSigningKey("example")));

        string.Join('\n', hex.Chunk(32).Select(line => new string(line))).ShouldBe(
            """
            8952545041434b0a0100000004000000
            df3f619804a92fdb4057192dc43dd748
            ea778adc52bc498ce80524c014b81119
            cf2c11450000803f00000000df3f6198
            04a92fdb4057192dc43dd748ea778adc
            52bc498ce80524c014b811190c000000
            0000000001000000000000003c000000
            00000000f755f86fd0ed247200021d42
            f96523a7f239cae1d4675873784842c5
            1fb2237c6ab6842a5563764b2eadf571
            3670c001427ce7709d0b01c3e055822f
            183f372152545041434b450a
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ASecondEntryOfAKeyIsLeftOut()
    {
        using MemoryStream pack = new();
        using PackWriter writer = new(pack);

        writer.Add(SamplePack.KeyOf(1), [1, 0, 0, 0]).ShouldBeTrue();
        writer.Add(SamplePack.KeyOf(1), [2, 0, 0, 0]).ShouldBeFalse();
        writer.Complete();

        SamplePack.Read(pack.ToArray()).ShouldHaveSingleItem().Values[0].ShouldBe((byte)1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(PackFormat.LargestValuesBytes + 4)]
    public void ValuesThatAReaderWouldRefuseAreNotWritten(int sizeBytes)
    {
        using MemoryStream pack = new();
        using PackWriter writer = new(pack);

        Should.Throw<ArgumentOutOfRangeException>(() => writer.Add(SamplePack.KeyOf(1), new byte[sizeBytes]));
    }

    [Fact]
    public void ADestinationNeedNotSeek()
    {
        using MemoryStream pack = new();
        using (ZLibStream compressed = new(pack, CompressionLevel.Fastest, leaveOpen: true))
        {
            using PackWriter writer = new(compressed);
            writer.Add(SamplePack.KeyOf(1), [1, 0, 0, 0]);
            writer.Complete();
        }

        pack.Position = 0;
        using ZLibStream content = new(pack, CompressionMode.Decompress);
        using MemoryStream whole = new();
        content.CopyTo(whole);

        SamplePack.Read(whole.ToArray()).ShouldHaveSingleItem();
    }
}
