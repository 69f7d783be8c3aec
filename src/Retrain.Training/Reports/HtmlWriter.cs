using System.Globalization;
using System.Net;
using System.Text;

namespace Retrain.Training.Reports;

/// <summary>
/// Collects a page. What stands in an interpolated string is markup, what is put into it is text: labels and file names may hold anything,
/// and none gets in unencoded.
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

    /// <summary>Our own style and script, whose braces mean nothing here.</summary>
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
