using CsCheck;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>Names that mean something to a compiler, a terminal, XML or MSBuild, of which a folder's name or a label may consist.</summary>
internal static class CompilerNames
{
    private static readonly string[] Parts =
    [
        "\n", "\r", "\r\n", "\t", "\0", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200b",
        "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0001F339", "\U0001FFFE", "\"", "\\", "\\u000a", "'", "{", "}", "{0}",
        "<", ">", "&", "&#10;", "]]>", "-->", "*/", "/*", "//", "///", "#endif", "#", "@", "$", "$(X)", "%0A", "%", ";", "*", "?", " ",
        "  ", ".", "-", "_", "__", "a", "A", "b", "1", "30", "é", "e\u0301", "ß", "ı", "İ", "ǅ", "ⅷ", "バラ", "event", "class", "value__",
        "ToString", "Load", "\u2028}[module: System.Obsolete]public class Evil{}//", "\u0085public class Evil{}", "\n#if false\n",
        "error RT9999: forged",
    ];

    /// <summary>Texts of one to six of the parts.</summary>
    public static Gen<string> Texts { get; } = OneOf(Parts).Array[1, 6].Select(string.Concat);

    public static Gen<T> OneOf<T>(IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(index => values[index]);
}
