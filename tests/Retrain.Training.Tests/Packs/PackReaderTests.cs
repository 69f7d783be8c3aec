using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Retrain.Runtime;
using Retrain.Training.Digests;
using Retrain.Training.Packs;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Packs;

public sealed class PackReaderTests
{
    private static readonly Gen<byte[][]> Entries =
        Gen.Byte.Array[0, 40].Select(bytes => bytes.Concat(new byte[4 - (bytes.Length % 4)]).ToArray()).Array[0, 9];

    private static readonly Gen<PackSigningKey?> SigningKey =
        Gen.String[0, 9].Select(secret => secret.Length > 0 ? new PackSigningKey(secret) : null);

    [Fact]
    public void ReturnsWhatWasWritten() => Gen.Select(Entries, SigningKey).Sample((entries, signingKey) =>
    {
        IReadOnlyList<(Digest Key, byte[] Values)> read = SamplePack.Read(SamplePack.Of(entries, signingKey), signingKey);

        read.Select(entry => entry.Key).ShouldBe(Enumerable.Range(0, entries.Length).Select(SamplePack.KeyOf));
        read.Select(entry => entry.Values).ShouldBe(entries);
    });

    [Fact]
    public void AnyChangedByteIsNoticed() =>
        Gen.Select(Entries, SigningKey, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((entries, signingKey, place, change) =>
        {
            byte[] pack = SamplePack.Of(entries, signingKey);
            pack[place % pack.Length] ^= change;

            Refusal(pack, null).ShouldBeOneOf("RT3020", "RT3021");
        });

    [Fact]
    public void AnyMissingOrAddedEndIsNoticed() =>
        Gen.Select(Entries, Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 99]).Sample((entries, place, more) =>
        {
            byte[] pack = SamplePack.Of(entries);

            Refusal(pack[..(place % pack.Length)], null).ShouldBe("RT3020");
            Refusal([.. pack, .. more], null).ShouldBe("RT3020");
        });

    [Fact]
    public void AnyOtherBytesAreRefused() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Refusal(bytes, null).ShouldBe("RT3020"));

    [Fact]
    public void AKeyThatIsNotThereIsNotFound()
    {
        using MemoryStream source = new(SamplePack.Of([[1, 2, 3, 4], [5, 6, 7, 8]]));

        PackReader.Open(source, "team.pack").Find(SamplePack.KeyOf(2)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void APackWithoutTheRightSignatureIsRefused()
    {
        PackSigningKey ours = new("ours");
        byte[][] entries = [[1, 2, 3, 4]];

        Refusal(SamplePack.Of(entries), ours).ShouldBe("RT3022");
        Refusal(SamplePack.Of(entries, new PackSigningKey("theirs")), ours).ShouldBe("RT3022");
        SamplePack.Read(SamplePack.Of(entries, ours)).ShouldHaveSingleItem();
    }

    [Fact]
    public void ALaterVersionIsRefused()
    {
        byte[] pack = SamplePack.Of([]);
        pack[8] = 2;

        Refusal(pack, null).ShouldBe("RT3021");
    }

    // Checksums can be computed by anyone, so a pack without a signature may lie consistently.
    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 24)]
    [InlineData(0)]
    [InlineData(2)]
    public void ACountThatLiesIsRefusedWithoutTakingMemory(long count)
    {
        byte[] pack = SamplePack.Of([[1, 2, 3, 4]]);
        BinaryPrimitives.WriteInt64LittleEndian(pack.AsSpan(pack.Length - PackFormat.FooterBytes), count);

        Refusal(Sealed(pack), null).ShouldBe("RT3020");
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(3)]
    public void ASizeThatLiesIsRefusedWithoutTakingMemory(int size)
    {
        byte[] pack = SamplePack.Of([[1, 2, 3, 4]]);
        BinaryPrimitives.WriteInt32LittleEndian(pack.AsSpan(PackFormat.HeaderBytes), size);

        Refusal(Sealed(pack), null).ShouldBe("RT3020");
    }

    [Fact]
    public void AnIndexThatLeadsToAnotherEntryIsNoticed()
    {
        byte[] pack = SamplePack.Of([[1, 2, 3, 4], [5, 6, 7, 8]]);
        Span<byte> index = pack.AsSpan(pack.Length - PackFormat.FooterBytes - (2 * PackFormat.PlaceBytes));
        index.Slice(PackFormat.PlaceBytes + Digest.SizeBytes, 8).CopyTo(index[Digest.SizeBytes..]);
        Digest first = Digest.FromBytes(index[..Digest.SizeBytes]);
        using MemoryStream source = new(Sealed(pack));
        PackReader reader = PackReader.Open(source, "team.pack");

        Should.Throw<RetrainException>(() => reader.Find(first).Length).Diagnostic.Code.ShouldBe("RT3020");
    }

    private static string Refusal(byte[] pack, PackSigningKey? signingKey) =>
        Should.Throw<RetrainException>(() => SamplePack.Read(pack, signingKey)).Diagnostic.Code;

    /// <summary>Gives changed bytes the checksum of the whole that fits them.</summary>
    private static byte[] Sealed(byte[] pack)
    {
        int signature = pack.Length - PackFormat.FooterBytes + PackFormat.FooterNumbersBytes;
        byte[] content = SHA256.HashData(pack.AsSpan(0, signature));
        SHA256.HashData([.. content, .. pack.AsSpan(signature, 32)]).CopyTo(pack, signature + 32);
        return pack;
    }
}
