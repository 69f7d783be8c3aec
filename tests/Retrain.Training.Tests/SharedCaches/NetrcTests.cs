using CsCheck;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Tests.SharedCaches;

public static class NetrcTests
{
    [Theory]
    [InlineData("machine cache.example login me password secret", "me", "secret")]
    [InlineData("machine other login you password x\nmachine CACHE.example\n  login me\n  password secret\n", "me", "secret")]
    [InlineData("machine other login you password x\ndefault login me password secret", "me", "secret")]
    [InlineData("# machine cache.example login no password no\r\nmachine cache.example login me account a password secret", "me",
        "secret")]
    [InlineData("macdef init\nmachine cache.example login no password no\n\nmachine cache.example login me password secret", "me", "secret")]
    [InlineData("machine cache.example login me", "me", "")]
    public static void FindsTheHost(string text, string user, string password) =>
        Netrc.FindIn(text, "cache.example").ShouldBe((user, password));

    [Theory]
    [InlineData("")]
    [InlineData("machine other login you password x")]
    [InlineData("login me password secret")]
    [InlineData("machine")]
    public static void FindsNothingElse(string text) => Netrc.FindIn(text, "cache.example").ShouldBeNull();

    [Fact]
    public static void AnyWordsAreRead()
    {
        string[] words = ["machine", "default", "login", "password", "account", "macdef", "host", "\n", "\n\n", "#", "\t"];

        // What is found is a word that follows another.
        Gen.Int[0, words.Length - 1].Array[0, 20].Sample(indices =>
            (Netrc.FindIn(string.Join(' ', indices.Select(index => words[index])), "host")?.User ?? "").ShouldBeOneOf([.. words, ""]));
    }
}
