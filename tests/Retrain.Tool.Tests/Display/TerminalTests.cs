using Retrain.Tool.Display;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Display;

public static class TerminalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(true, "LANG=en_GB.UTF-8", "TERM=xterm-256color")]
    [InlineData(true, "LANG=de_DE.utf8")]
    [InlineData(true, "LANG=de_DE")]
    [InlineData(true, "LC_ALL=", "LANG=C.UTF-8")]
    [InlineData(false, "LANG=C")]
    [InlineData(false, "LC_CTYPE=POSIX", "LANG=en_GB.UTF-8")]
    [InlineData(false, "LC_ALL=de_DE.ISO-8859-1", "LANG=de_DE.UTF-8")]
    [InlineData(false, "LANG=en_GB.UTF-8", "TERM=linux")]
    public static void ShowsBlocksWhereItsCharactersAreUnicode(bool expected, params string[] variables) =>
        Terminal.ShowsBlocks(name => variables.SingleOrDefault(variable => variable.StartsWith($"{name}=", StringComparison.Ordinal))?
            [(name.Length + 1)..]).ShouldBe(expected);

    [Fact]
    public static void HasNoColourWhereNoneIsWanted() =>
        new FakeTerminal(80, hasColors: false).Terminal.Accent("███").ShouldBe("███");

    [Fact]
    public static void IsAsWideAsUsualWhereItDoesNotSay() => new FakeTerminal(0).Terminal.Width.ShouldBe(80);

    [Fact]
    public static void IsNoneWhereOutputIsRedirected()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "the tests run on a terminal");
        Terminal.Current.ShouldBeNull();
    }
}
