using System.Net;
using CsCheck;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
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
    public void AnyNameIsOneInertLineAndReadsAsItIsShown() => NastyNames.Any.Sample(name =>
    {
        string written = new HtmlWriter().Write($"{name}").ToString();

        return NastyNames.IsInert(written) && WebUtility.HtmlDecode(written) == VisibleText.Of(name);
    });

    [Fact]
    public void OnlyALineBreakOfOurOwnIsOne() =>
        new HtmlWriter().Write($"{"a\u0085b\nc\r":lines}").ToString().ShouldBe("a\\u0085b\nc\\r");

    [Fact]
    public void NumbersAreWrittenAlikeEverywhere() => new HtmlWriter().Write($"{1234.5:F1} {12}").ToString().ShouldBe("1234.5 12");
}
