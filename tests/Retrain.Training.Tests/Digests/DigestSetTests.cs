using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Digests;

public sealed class DigestSetTests
{
    [Fact]
    public void TakesFourBytesForEachInAnOrderOfItsOwn()
    {
        Digest[] digests = [.. Enumerable.Range(0, 1000).Select(i => Digest.Of(BitConverter.GetBytes(i)))];
        Digest[] others = [.. Enumerable.Range(1000, 1000).Select(i => Digest.Of(BitConverter.GetBytes(i)))];

        byte[] bytes = new DigestSet(digests, digests.Length).ToBytes();

        bytes.Length.ShouldBe(4000);
        new DigestSet(digests.Reverse().Concat(digests), 2 * digests.Length).ToBytes().ShouldBe(bytes);
        DigestSet read = DigestSet.FromBytes(bytes)!;
        digests.ShouldAllBe(digest => read.Contains(digest));
        others.ShouldAllBe(digest => !read.Contains(digest));
        DigestSet.FromBytes(bytes.AsSpan(1)).ShouldBeNull();
    }
}
