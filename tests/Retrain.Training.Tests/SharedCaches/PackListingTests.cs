using CsCheck;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

public sealed class PackListingTests
{
    private static readonly Gen<ListedPack> Pack = Gen.Select(Gen.Byte.Array[0, 30], Gen.Int[1, 40]).Select((content, count) =>
        ListedPack.Of([1, .. content], [.. Enumerable.Range(0, count).Select(SamplePack.KeyOf)]));

    private static readonly Gen<PackListing> Listing = Pack.List[0, 9].Select(packs => PackListing.Empty.With(packs));

    [Fact]
    public void ReturnsWhatWasWritten() => Listing.Sample(listing =>
        PackListing.TryRead(listing.ToBytes())!.Packs.ShouldBe(listing.Packs));

    [Fact]
    public void AnyChangedByteIsNoticed() =>
        Gen.Select(Listing, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((listing, place, change) =>
        {
            byte[] bytes = listing.ToBytes();
            bytes[place % bytes.Length] ^= change;

            PackListing.TryRead(bytes).ShouldBeNull();
        });

    [Fact]
    public void AnyMissingOrAddedEndIsNoticed() =>
        Gen.Select(Listing, Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 99]).Sample((listing, place, more) =>
        {
            byte[] bytes = listing.ToBytes();

            PackListing.TryRead(bytes.AsSpan(..(place % bytes.Length))).ShouldBeNull();
            PackListing.TryRead([.. bytes, .. more]).ShouldBeNull();
        });

    [Fact]
    public void AnyOtherBytesAreRefused() =>
        Gen.Byte.Array[0, 400].Sample(bytes => PackListing.TryRead(bytes).ShouldBeNull());

    [Fact]
    public void TheSampleIsOfTheSmallestKeys() => Gen.Int[1, 100].Sample(count =>
    {
        Digest[] keys = [.. Enumerable.Range(0, count).Select(SamplePack.KeyOf)];

        ListedPack.Of([1], keys).Sample.ShouldBe(keys.Select(ListedPack.PrefixOf).Order().Take(16));
    });

    [Fact]
    public void APackIsListedOnce() => Gen.Select(Listing, Pack.List[0, 5]).Sample((listing, added) =>
    {
        PackListing with = listing.With(added);

        with.Has(added).ShouldBeTrue();
        with.Has(listing.Packs).ShouldBeTrue();
        with.With(added).ShouldBeSameAs(with);
    });

    [Fact]
    public void TheEarliestPacksAreDropped()
    {
        ListedPack[] packs = [.. Enumerable.Range(0, PackListing.MostPacks + 2)
            .Select(i => new ListedPack(SamplePack.KeyOf(i), 1, 1, [0]))];

        PackListing listing = PackListing.Empty.With(packs);

        listing.Packs.ShouldBe(packs[2..]);
        PackListing.TryRead(listing.ToBytes())!.Packs.Count.ShouldBe(PackListing.MostPacks);
    }

    // docs/shared-cache.md promises these names.
    [Fact]
    public void TheNameOfAListingIsThatOfTheDocumentation()
    {
        CachedNetwork network = new(Digest.Of([]), "import/pool:0", "any name");

        PackListing.NameOf(network, 10).ShouldBe(StoredObject.OfKey(Digest.Of(
            """
            retrain-packs v1
            backbone=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            tensor=import/pool:0
            part=a

            """u8)));
    }
}
