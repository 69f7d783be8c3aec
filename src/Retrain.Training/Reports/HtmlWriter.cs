using System.Globalization;
using System.Net;
using System.Text;

namespace Retrain.Training.Reports;

/// <summary>
/// Builds a page. The interpolated strings are markup, and the values in them are text, which is always encoded: labels and file names may
/// contain anything.
/// </summary>
internal sealed class HtmlWriter : IFormatProvider, ICustomFormatter
{
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
        WebUtility.HtmlEncode(arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "");
}
