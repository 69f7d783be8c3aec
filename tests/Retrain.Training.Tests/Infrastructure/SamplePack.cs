using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Packs that tests write and read.</summary>
internal static class SamplePack
{
    public static Digest KeyOf(int number) => Digest.Of(BitConverter.GetBytes(number));

    /// <summary>A pack of some entries, in which an entry's key follows from its place.</summary>
    public static byte[] Of(IEnumerable<byte[]> values, PackSigningKey? signingKey = null)
    {
        using MemoryStream pack = new();
        using PackWriter writer = new(pack, signingKey);
        foreach ((int i, byte[] bytes) in values.Index())
        {
            writer.Add(KeyOf(i), bytes).ShouldBeTrue();
        }

        writer.Complete();
        return pack.ToArray();
    }

    /// <summary>Reads all entries, and each of them through the index too.</summary>
    public static IReadOnlyList<(Digest Key, byte[] Values)> Read(byte[] pack, PackSigningKey? signingKey = null)
    {
        using MemoryStream source = new(pack, writable: false);
        PackReader reader = PackReader.Open(source, "team.pack", signingKey);
        List<(Digest Key, byte[] Values)> entries = [];
        reader.ReadAll(entry => entries.Add((entry.Key, entry.Values.ToArray())));
        entries.Count.ShouldBe(reader.Count);
        foreach ((Digest key, byte[] values) in entries)
        {
            reader.Find(key).SequenceEqual(values).ShouldBeTrue();
        }

        return entries;
    }
}
