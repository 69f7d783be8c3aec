using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Digests;

public sealed class DigestSetTests
{
    [Fact]
    public void TakesFourBytesForEachInAnOrderOfItsOwn()
    {
        Digest[] digests = [.. Enumerable.Range(0, 1000).Select(i => Digest.Of(BitConverter.GetBytes(i)))];
        Digest[] others = [.. Enumerable.Range(1000, 1000).Select(i => Digest.Of(BitConverter.GetBytes(i)))];

        byte[] bytes = Bytes(new DigestSet(digests, digests.Length));

        bytes.Length.ShouldBe(4000);
        Bytes(new DigestSet(digests.Reverse().Concat(digests), 2 * digests.Length)).ShouldBe(bytes);
        DigestSet read = DigestSet.FromBytes(bytes)!;
        digests.ShouldAllBe(digest => read.Contains(digest));
        others.ShouldAllBe(digest => !read.Contains(digest));
        DigestSet.FromBytes(bytes.AsSpan(1)).ShouldBeNull();
    }

    private static byte[] Bytes(DigestSet set) => [.. set.Segments().SelectMany(segment => segment.ToArray())];
}
