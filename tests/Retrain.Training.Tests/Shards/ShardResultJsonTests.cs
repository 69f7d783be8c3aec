using System.Text;
using CsCheck;
using Retrain.Training.Digests;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class ShardResultJsonTests
{
    private static readonly ShardResult Result = new()
    {
        Shard = new(3, 64),
        ToolVersion = "1.0.0",
        Flags = new("retrain-bottleneck v1\ntensor=x"),
        Photos = Digest.Of("photos"u8),
        PhotoCount = 12,
        UnreadableCount = 1,
        Problems = [new("roses/ \"é\u001b.jpg", "RT1003")],
    };

    [Fact]
    public void WhatIsWrittenIsRead() => ShardResultJson.Read(ShardResultJson.Write(Result)).ShouldBe(Result);

    [Fact]
    public void EqualResultsAreEqualBytes() =>
        ShardResultJson.Write(Result).ShouldBe(ShardResultJson.Write(Result with { Problems = [.. Result.Problems] }));

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "its format is version 2, and this dotnet-retrain reads version 1")]
    [InlineData("\"photos\": 12", "\"photos\": 0", "do not fit together")]
    [InlineData("\"unreadable\": 1", "\"unreadable\": 2", "do not fit together")]
    [InlineData("tensor=x", "tensor=y", "do not fit together")]
    [InlineData("\"of\": 64", "\"of\": \"64\"", "a value of another type")]
    [InlineData("\"of\": 64", "\"of\": 64.5", "")]
    [InlineData("\"tool\": \"1.0.0\"", "\"tool\": null", "a value of another type")]
    [InlineData("\"problems\"", "\"others\"", "a member is missing")]
    [InlineData("\"shard\": 3", "\"of\": 3", "is not JSON")]
    [InlineData("photosDigest\": \"", "photosDigest\": \"00", "a value of another type")]
    [InlineData("photosDigest\": \"", "photosDigest\": \"zz", "")]
    public void AnythingElseIsRefused(string part, string other, string reason)
    {
        string text = Encoding.UTF8.GetString(ShardResultJson.Write(Result));
        text.ShouldContain(part);

        byte[] changed = Encoding.UTF8.GetBytes(text.Replace(part, other, StringComparison.Ordinal));
        FormatException exception = Should.Throw<FormatException>(() => ShardResultJson.Read(changed));

        exception.Message.ShouldContain(reason);
    }

    /// <summary>A killed process or a full disk cuts a file off, and a disk flips bits: neither may end in another exception.</summary>
    [Fact]
    public void DamagedBytesAreRefusedOrTheSame()
    {
        byte[] whole = ShardResultJson.Write(Result);
        Gen.Select(Gen.Int[0, whole.Length - 3], Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((length, place, value) =>
        {
            Should.Throw<FormatException>(() => ShardResultJson.Read(whole.AsMemory(0, length)));
            byte[] changed = [.. whole];
            changed[place] = value;
            try
            {
                ShardResultJson.Read(changed);
            }
            catch (FormatException)
            {
                // Most changes are found; one in a path or a number is another result.
            }
        });
    }
}
