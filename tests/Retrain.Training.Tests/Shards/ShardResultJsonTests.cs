using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Retrain.Training.Digests;
using Retrain.Training.Packs;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class ShardResultJsonTests
{
    private static readonly PackSigningKey Key = new("key");

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
    public void WhatIsSignedIsRead() => ShardResultJson.Read(ShardResultJson.Write(Result, Key)).ShouldBe(Result);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "key", false)]
    [InlineData("key", "key", true)]
    [InlineData("key", "other", false)]
    [InlineData("key", null, true)]
    public void OnlyTheRightSignatureIsBelieved(string? writers, string? readers, bool isRight)
    {
        byte[] file = ShardResultJson.Write(Result, writers is null ? null : new PackSigningKey(writers));

        ShardSignature.IsRight(file, readers is null ? null : new PackSigningKey(readers)).ShouldBe(isRight);
    }

    /// <summary>As docs/shards.md says.</summary>
    [Fact]
    public void TheSignatureIsThatOfTheFileWithZeros()
    {
        string file = Encoding.UTF8.GetString(ShardResultJson.Write(Result, Key));
        string signature = JsonDocument.Parse(file).RootElement.GetProperty("signature").GetString()!;

        byte[] unsigned = Encoding.UTF8.GetBytes(file.Replace(signature, new string('0', 64), StringComparison.Ordinal));
        signature.ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, SHA256.HashData(unsigned))));
    }

    [Fact]
    public void NoOtherBytesHaveTheSignature()
    {
        byte[] signed = ShardResultJson.Write(Result, Key);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Int[1, 255], Gen.Int[0, signed.Length - 1]).Sample((place, flipped, length) =>
        {
            byte[] changed = [.. signed];
            changed[place] ^= (byte)flipped;

            // Digits of the signature may be written large.
            ShardSignature.IsRight(changed, Key).ShouldBe(flipped == 0x20 && signed[place] is >= (byte)'a' and <= (byte)'f'
                && place >= signed.Length - 68 && place < signed.Length - 4);
            ShardSignature.IsRight(signed.AsSpan(0, length), Key).ShouldBeFalse();
        });
    }

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
