namespace System;

/// <summary>An overload that later versions of .NET have and .NET Standard 2.0 does not.</summary>
internal static class StringContains
{
    public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;
}
