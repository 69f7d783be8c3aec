using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Digests;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4.
    [Theory]
    [InlineData(0x00, 0x8A9136AA)]
    [InlineData(0xFF, 0x62A8AB43)]
    public void IsThatOfTheStandard(byte value, uint expected) => Crc32C.Of(Enumerable.Repeat(value, 32).ToArray()).ShouldBe(expected);

    [Fact]
    public void BytesInPiecesGiveTheSameAsAtOnce()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

        (~Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, 13)), bytes.AsSpan(13))).ShouldBe(Crc32C.Of(bytes));
    }
}
