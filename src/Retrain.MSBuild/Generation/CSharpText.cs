using System.Security;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Generation;

/// <summary>Writes text from a stranger (a folder's name, a label) into C#, so that it stays text.</summary>
internal static class CSharpText
{
    /// <summary>
    /// Writes a string literal. Labels in any script stay readable; what would end the line or turn its direction is escaped, and the
    /// compiler reads the escapes of <see cref="VisibleText"/> back.
    /// </summary>
    public static string Literal(string text) => "\"" + VisibleText.Of(text.Replace("\\", "\\\\").Replace("\"", "\\\"")) + "\"";

    /// <summary>Writes text of a documentation comment, which is one line of XML.</summary>
    /// <remarks>C# ends a line, and with it the comment, also at U+0085, U+2028 and U+2029.</remarks>
    public static string Comment(string text) =>
        SecurityElement.Escape(VisibleText.Of(text)).Replace("\uFFFE", @"\uFFFE").Replace("\uFFFF", @"\uFFFF");
}
