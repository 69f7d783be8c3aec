using Retrain.Training.Reports;

namespace Retrain.Training.Tests.Reports;

public sealed class HtmlWriterTests
{
    [Theory]
    [InlineData("<script>", "&lt;script&gt;")]
    [InlineData("\"'&", "&quot;&#39;&amp;")]
    [InlineData("{0}", "{0}")]
    [InlineData("バラ", "バラ")]
    public void WhatIsPutInIsText(string text, string encoded) =>
        new HtmlWriter().Write($"<b title='{text}'>{text}</b>").ToString().ShouldBe($"<b title='{encoded}'>{encoded}</b>");

    [Fact]
    public void NumbersAreWrittenAlikeEverywhere() => new HtmlWriter().Write($"{1234.5:F1} {12}").ToString().ShouldBe("1234.5 12");
}
