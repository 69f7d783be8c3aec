using System.Globalization;
using System.Net;
using System.Text;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Reports;

/// <summary>
/// Builds a page. The interpolated strings are markup, and the values in them are text, which is always encoded: labels and file names may
/// contain anything. What acts in a text is shown as an escape, as in a terminal.
/// </summary>
internal sealed class HtmlWriter : IFormatProvider, ICustomFormatter
{
    /// <summary>The format of a text whose line breaks are our own.</summary>
    public const string Lines = "lines";

    private readonly StringBuilder page = new();

    public HtmlWriter Write(FormattableString html)
    {
        page.AppendFormat(this, html.Format, html.GetArguments());
        return this;
    }

    public HtmlWriter WriteLine(FormattableString html)
    {
        Write(html);
        page.Append('\n');
        return this;
    }

    /// <summary>Writes the page's own style or script, whose braces have no meaning here.</summary>
    public HtmlWriter WriteResource(string text)
    {
        page.Append(text);
        return this;
    }

    public override string ToString() => page.ToString();

    object? IFormatProvider.GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    string ICustomFormatter.Format(string? format, object? arg, IFormatProvider? formatProvider) =>
        WebUtility.HtmlEncode(arg switch
        {
            IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
            string lines when format == Lines => string.Join('\n', lines.Split('\n').Select(VisibleText.Of)),
            _ => VisibleText.Of($"{arg}"),
        });
}
