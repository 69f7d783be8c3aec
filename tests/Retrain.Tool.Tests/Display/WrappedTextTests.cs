using Retrain.Tool.Display;

namespace Retrain.Tool.Tests.Display;

public static class WrappedTextTests
{
    [Theory]
    [InlineData("one two three", 80, "one two three")]
    [InlineData("one two three", 7, "one two", "three")]
    [InlineData("one two three", 6, "one", "two", "three")]
    [InlineData("to /a/very/long/path it", 8, "to", "/a/very/long/path", "it")]
    [InlineData("薔薇 薔薇", 8, "薔薇", "薔薇")]
    [InlineData("", 8, "")]
    [InlineData("  indented text", 10, "  indented", "text")]
    [InlineData("run `a command` now", 10, "run", "`a command`", "now")]
    [InlineData("it`s a name with one", 10, "it`s a", "name with", "one")]
    public static void BreaksBetweenWordsOnly(string text, int width, params string[] lines) =>
        WrappedText.Lines(text, width).ShouldBe(lines);
}
