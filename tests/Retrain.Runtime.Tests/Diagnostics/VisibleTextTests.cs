using System.Globalization;
using System.Text;
using CsCheck;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Tests.Diagnostics;

public sealed class VisibleTextTests
{
    // What ends a line somewhere, commands a terminal, turns the direction of text, or is no text at all, between parts of names.
    private static readonly Gen<string> Names = Gen.OneOf(Array.ConvertAll<string, IGen<string>>([
        "\n", "\r", "\t", "\0", "\u001B[2J", "\u0085", "\u009B", "\u2028", "\u2029", "\u202E", "\u2066", "\uD800", "\uDC00", "\u007F",
        "roses", " ", "é", "玫瑰", "🌹", "\\n", "<b>", "error RT9999: "], Gen.Const)).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("C:\\photos\\roses 🌹.jpg", "C:\\photos\\roses 🌹.jpg")]
    [InlineData("a\nerror RT9999: b", "a\\nerror RT9999: b")]
    [InlineData("\u001B[31mred\u2028", "\\u001B[31mred\\u2028")]
    [InlineData("gpj.\u202Eexe", "gpj.\\u202Eexe")]
    public void WhatActsIsEscapedAndAllElseStays(string text, string shown) => VisibleText.Of(text).ShouldBe(shown);

    [Fact]
    public void AnyNameIsOneLineWithoutControlCharacters() =>
        Names.Select(VisibleText.Of).Sample(shown => shown.EnumerateRunes().All(IsInert) && VisibleText.Of(shown) == shown);

    [Fact]
    public void ADiagnosticIsOneLine() =>
        Gen.Select(Names, Names).Sample((origin, message) =>
            new Diagnostic(Severity.Warning, "RT1003", origin, message).ToString().EnumerateRunes().All(IsInert));

    private static bool IsInert(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
